/* For tests under Wine alone, never installed: Wine 8 ends a process that asks for a screen's colour
   profile this way. Here no screen has one. */
#include <windows.h>

#define MSCMS __declspec(dllexport)

MSCMS HANDLE WINAPI OpenColorProfileW(void *profile, DWORD access, DWORD share, DWORD creation)
{
    SetLastError(ERROR_FILE_NOT_FOUND);
    return NULL;
}

MSCMS HANDLE WINAPI WcsCreateIccProfile(HANDLE profile, DWORD options)
{
    SetLastError(ERROR_NOT_SUPPORTED);
    return NULL;
}

MSCMS BOOL WINAPI GetColorProfileFromHandle(HANDLE profile, BYTE *bytes, DWORD *count)
{
    SetLastError(ERROR_INVALID_HANDLE);
    return FALSE;
}

MSCMS BOOL WINAPI CloseColorProfile(HANDLE profile)
{
    return TRUE;
}
