/* For tests under Wine alone, never installed: Windows 10 brings ICU, Wine 8 does not.
   No converter opens here, and Qt does without: it has its own for UTF-8 and the code page. */
#include <windows.h>

enum { UNSUPPORTED = 16 }; /* U_UNSUPPORTED_ERROR */
#define ICU __declspec(dllexport)
#define ANY const void *

ICU void *ucnv_open(ANY name, int *error) { *error = UNSUPPORTED; return NULL; }
ICU ANY ucnv_getName(ANY converter, int *error) { *error = UNSUPPORTED; return NULL; }
ICU ANY ucnv_getStandardName(ANY name, ANY standard, int *error) { *error = UNSUPPORTED; return NULL; }
ICU ANY ucnv_getAvailableName(int number) { return NULL; }
ICU int ucnv_countAvailable(void) { return 0; }

/* What is done with an open converter: none is, so that nobody comes here. */
#define UNUSED(name) ICU void name(void) { DebugBreak(); }
ICU void ucnv_close(ANY converter) {}
UNUSED(ucnv_reset)
UNUSED(ucnv_getMaxCharSize)
UNUSED(ucnv_toUnicode)
UNUSED(ucnv_fromUnicode)
UNUSED(ucnv_toUCountPending)
UNUSED(ucnv_fromUCountPending)
UNUSED(ucnv_getToUCallBack)
UNUSED(ucnv_setToUCallBack)
UNUSED(ucnv_getFromUCallBack)
UNUSED(ucnv_setFromUCallBack)
UNUSED(ucnv_cbToUWriteUChars)
UNUSED(ucnv_cbFromUWriteUChars)
UNUSED(UCNV_TO_U_CALLBACK_SUBSTITUTE)
UNUSED(UCNV_FROM_U_CALLBACK_SUBSTITUTE)
