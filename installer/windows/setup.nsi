; The installer for Windows: for one user without administrator, or for all with /ALLUSERS.
;   /S         without any dialog; what went wrong is told by the exit status
;   /SETTINGS=FILE  with /ALLUSERS: put an administrator's settings in place
;   /D=FOLDER  another folder (last on the line, without quotes)
; Exit status: 2 stopped or damaged, 3 not written, 4 the program is running, 5 no administrator,
; 6 the folder holds something else.
; All lies in one subfolder, `program`, which is written beside and put in place in one step: what
; was installed before stays whole until then.
Unicode true
Target amd64-unicode
ManifestDPIAware true
ManifestSupportedOS Win10
RequestExecutionLevel user
SetCompressor /SOLID ${COMPRESSOR}
!if ${COMPRESSOR} == lzma
    SetCompressorDictSize 64
!endif
SetDateSave off
CRCCheck force
AllowSkipFiles off

!include MUI2.nsh
!include FileFunc.nsh
!include LogicLib.nsh
!include Sections.nsh

!define KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\${PACKAGE}"
!define HOME "$LOCALAPPDATA\Programs\${PACKAGE}"
!define WINDOW "python\pythonw.exe"
!define ARGUMENTS "-m desktop_client"
!define MUI_ICON "${TREE}/${PACKAGE}.ico"
!define MUI_UNICON "${TREE}/${PACKAGE}.ico"
!define MUI_FINISHPAGE_RUN "$INSTDIR\program\${WINDOW}"
!define MUI_FINISHPAGE_RUN_PARAMETERS "${ARGUMENTS}"

Name "$(TITLE)"
OutFile "${OUTPUT}"
BrandingText "${PACKAGE} ${VERSION}"
InstallDir "${HOME}"
VIProductVersion "${NUMBERS}"
VIAddVersionKey /LANG=1033 "ProductName" "${TITLE_EN}"
VIAddVersionKey /LANG=1033 "ProductVersion" "${VERSION}"
VIAddVersionKey /LANG=1033 "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=1033 "FileDescription" "${TITLE_EN}"
VIAddVersionKey /LANG=1033 "LegalCopyright" "${LICENCE}"

!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_COMPONENTS
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "Korean"
!insertmacro MUI_LANGUAGE "English"
!include "texts.nsh"
!include "${MADE}" ; of product.toml and the files: macros Files, Associate and Dissociate

Var Everyone
Var Settings

; Show a message, but not in silent mode, and end.
!macro Stop message status
    MessageBox MB_ICONSTOP "${message}" /SD IDOK
    SetErrorLevel ${status}
    Abort
!macroend

; Leave 1 in $0 where a process runs from the folder: Windows lets nobody write into a library then.
!macro IsRunning folder
    StrCpy $0 0
    ${If} ${FileExists} "${folder}\python\python313.dll"
        ClearErrors
        FileOpen $1 "${folder}\python\python313.dll" a
        ${If} ${Errors}
            StrCpy $0 1
        ${Else}
            FileClose $1
        ${EndIf}
    ${EndIf}
!macroend

!macro WaitUntilClosed folder
    ${Do}
        !insertmacro IsRunning "${folder}"
        ${If} $0 == 0
            ${ExitDo}
        ${EndIf}
        ${If} ${Cmd} `MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "$(RUNNING)" /SD IDCANCEL IDCANCEL`
            SetErrorLevel 4
            Abort
        ${EndIf}
    ${Loop}
!macroend

; For whom: $Everyone, and with it where shortcuts and registry keys go.
!macro ReadScope un
Function ${un}ReadScope
    SetRegView 64
    StrCpy $Everyone 0
    SetShellVarContext current
    ${GetParameters} $0
    ClearErrors
    ${GetOptions} $0 "/ALLUSERS" $1
    ${IfNot} ${Errors}
        StrCpy $Everyone 1
        SetShellVarContext all
        UserInfo::GetAccountType
        Pop $0
        ${If} $0 != "Admin"
            !insertmacro Stop "$(NO_RIGHTS)" 5
        ${EndIf}
    ${EndIf}
FunctionEnd
!macroend
!insertmacro ReadScope ""
!insertmacro ReadScope "un."

Function .onInit
    StrCpy $2 "${HOME}"
    Call ReadScope
    ${If} $INSTDIR == $2 ; no /D
        ReadRegStr $0 SHCTX "${KEY}" "InstallLocation"
        ${If} $0 != ""
            StrCpy $INSTDIR $0
        ${ElseIf} $Everyone == 1
            StrCpy $INSTDIR "$PROGRAMFILES64\${PACKAGE}"
        ${EndIf}
    ${EndIf}
    ${GetParameters} $0
    ClearErrors
    ${GetOptions} $0 "/SETTINGS=" $Settings
    ${If} $Settings != ""
    ${AndIf} $Everyone == 0
        !insertmacro Stop "$(NO_RIGHTS)" 5
    ${EndIf}
FunctionEnd

; Remove what was begun. A file that could not be written sets no status of its own.
Function .onInstFailed
    GetErrorLevel $0
    ${If} $0 == -1
        SetErrorLevel 3
    ${EndIf}
    SetOutPath "$TEMP"
    RMDir /r "$INSTDIR\program.new"
    RMDir "$INSTDIR"
FunctionEnd

; Put back the program of an installation that was cut off, remove what others left half.
Function MakeWhole
    ${If} ${FileExists} "$INSTDIR\program.old\*.*"
        ${IfNot} ${FileExists} "$INSTDIR\program\*.*"
            Rename "$INSTDIR\program.old" "$INSTDIR\program"
        ${EndIf}
        RMDir /r "$INSTDIR\program.old"
    ${EndIf}
    RMDir /r "$INSTDIR\program.new"
FunctionEnd

Section "-program"
    ${If} ${FileExists} "$INSTDIR\program\*.*"
    ${AndIfNot} ${FileExists} "$INSTDIR\program\${PACKAGE}.ico"
        !insertmacro Stop "$(NOT_OURS)" 6
    ${EndIf}
    Call MakeWhole
    !insertmacro WaitUntilClosed "$INSTDIR\program"
    ClearErrors
    CreateDirectory "$INSTDIR\program.new"
    ${If} ${Errors}
        !insertmacro Stop "$(NOT_WRITTEN)" 3
    ${EndIf}
    ${DriveSpace} "$INSTDIR\program.new" "/D=F /S=M" $0
    ${IfNot} ${Errors}
    ${AndIf} $0 < ${NEEDED_MB}
        !insertmacro Stop "$(NO_SPACE)" 3
    ${EndIf}
    ClearErrors
    !insertmacro Files
    SetOutPath "$TEMP" ; a folder that a process works in cannot be renamed
    WriteUninstaller "$INSTDIR\program.new\uninstall.exe"
    ${If} ${Errors}
        !insertmacro Stop "$(NOT_WRITTEN)" 3
    ${EndIf}
    ; Starts are quicker; in a folder for all, users could not keep what Python compiles.
    nsExec::Exec '"$INSTDIR\program.new\python\python.exe" -m compileall -qq --invalidation-mode unchecked-hash -s "$INSTDIR\program.new" -p "$INSTDIR\program" "$INSTDIR\program.new\Lib"'
    Pop $0
    Call TakeSettings
    Call PutInPlace
    Call Register
SectionEnd

; Where desktop_client/administrator.py reads them.
Function TakeSettings
    ${If} $Settings != ""
        ClearErrors
        CreateDirectory "$PROGRAMFILES64\${DATA_FOLDER}"
        CopyFiles /SILENT "$Settings" "$PROGRAMFILES64\${DATA_FOLDER}\settings.json"
        ${If} ${Errors}
            !insertmacro Stop "$(NO_SETTINGS)" 3
        ${EndIf}
    ${EndIf}
FunctionEnd

Function PutInPlace
    ${If} ${FileExists} "$INSTDIR\program\*.*"
        ClearErrors
        Rename "$INSTDIR\program" "$INSTDIR\program.old"
        ${If} ${Errors}
            !insertmacro Stop "$(RUNNING)" 4
        ${EndIf}
    ${EndIf}
    ClearErrors
    Rename "$INSTDIR\program.new" "$INSTDIR\program"
    ${If} ${Errors}
        Rename "$INSTDIR\program.old" "$INSTDIR\program"
        !insertmacro Stop "$(NOT_WRITTEN)" 3
    ${EndIf}
    RMDir /r "$INSTDIR\program.old"
FunctionEnd

Function Register
    SetOutPath "$INSTDIR" ; where the program works when it is started from the menu
    Delete "$SMPROGRAMS\${TITLE_KO}.lnk"
    Delete "$SMPROGRAMS\${TITLE_EN}.lnk"
    CreateShortcut "$SMPROGRAMS\$(TITLE).lnk" "$INSTDIR\program\${WINDOW}" "${ARGUMENTS}" \
        "$INSTDIR\program\${PACKAGE}.ico" 0 SW_SHOWNORMAL "" "$(SUMMARY)"
    SetOutPath "$TEMP"
    StrCpy $0 ""
    ${If} $Everyone == 1
        StrCpy $0 " /ALLUSERS"
    ${EndIf}
    WriteRegStr SHCTX "${KEY}" "UninstallString" '"$INSTDIR\program\uninstall.exe"$0'
    WriteRegStr SHCTX "${KEY}" "QuietUninstallString" '"$INSTDIR\program\uninstall.exe"$0 /S'
    WriteRegStr SHCTX "${KEY}" "DisplayName" "$(TITLE)"
    WriteRegStr SHCTX "${KEY}" "DisplayVersion" "${VERSION}"
    WriteRegStr SHCTX "${KEY}" "DisplayIcon" "$INSTDIR\program\${PACKAGE}.ico"
    WriteRegStr SHCTX "${KEY}" "Publisher" "${PUBLISHER}"
    WriteRegStr SHCTX "${KEY}" "InstallLocation" "$INSTDIR"
    ${GetSize} "$INSTDIR\program" "/S=0K" $0 $1 $2
    WriteRegDWORD SHCTX "${KEY}" "EstimatedSize" $0
    WriteRegDWORD SHCTX "${KEY}" "NoModify" 1
    WriteRegDWORD SHCTX "${KEY}" "NoRepair" 1
    !insertmacro Associate
    ${RefreshShellIcons}
FunctionEnd

Var Root

Section "un.$(TITLE)" PROGRAM
    SectionIn RO
    !insertmacro WaitUntilClosed "$INSTDIR"
    SetOutPath "$TEMP"
    ClearErrors
    Rename "$INSTDIR" "$Root\program.gone"
    ${If} ${Errors}
        !insertmacro Stop "$(RUNNING)" 4
    ${EndIf}
    RMDir /r "$Root\program.gone"
    RMDir "$Root"
    Delete "$SMPROGRAMS\${TITLE_KO}.lnk"
    Delete "$SMPROGRAMS\${TITLE_EN}.lnk"
    !insertmacro Dissociate
    DeleteRegKey SHCTX "${KEY}"
    ${un.RefreshShellIcons}
SectionEnd

Section /o "un.$(DATA)" DATA
    SetShellVarContext current
    RMDir /r "$LOCALAPPDATA\${DATA_FOLDER}"
SectionEnd

Function un.onInit
    Call un.ReadScope
    ${GetParent} "$INSTDIR" $Root
    ${GetParameters} $0
    ClearErrors
    ${GetOptions} $0 "/PURGE" $1
    ${IfNot} ${Errors}
        !insertmacro SelectSection ${DATA}
    ${EndIf}
FunctionEnd
