/* For tests under Wine alone, never installed: Windows has this library, Wine 8 has not. */
#include <windows.h>
#include <bcrypt.h>

__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE bytes, SIZE_T count)
{
    while (count) {
        ULONG some = count > 1 << 20 ? 1 << 20 : (ULONG)count;
        if (BCryptGenRandom(NULL, bytes, some, BCRYPT_USE_SYSTEM_PREFERRED_RNG))
            return FALSE;
        bytes += some;
        count -= some;
    }
    return TRUE;
}
