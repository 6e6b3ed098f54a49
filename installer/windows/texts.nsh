; What the installer says, in both languages.
!macro Text name ko en
    LangString ${name} ${LANG_KOREAN} "${ko}"
    LangString ${name} ${LANG_ENGLISH} "${en}"
!macroend
!insertmacro Text TITLE "${TITLE_KO}" "${TITLE_EN}"
!insertmacro Text SUMMARY "${SUMMARY_KO}" "${SUMMARY_EN}"
!insertmacro Text DATA \
    "임시저장, 접수증, 설정도 삭제(되돌릴 수 없음)" \
    "Also delete drafts, receipts and settings (for good)"
!insertmacro Text RUNNING \
    "프로그램이 실행 중입니다. 창을 닫은 뒤 다시 시도하십시오. 설치된 프로그램은 그대로입니다." \
    "The program is running. Close its window and try again. The installed program is unchanged."
!insertmacro Text NO_SPACE \
    "디스크 여유 공간이 부족합니다(${NEEDED_MB} MB 필요). 설치된 프로그램은 그대로입니다." \
    "The disk has too little free space (${NEEDED_MB} MB needed). The installed program is unchanged."
!insertmacro Text NOT_WRITTEN \
    "파일을 쓰지 못했습니다. 디스크 여유 공간과 폴더 권한을 확인하십시오. 설치된 프로그램은 그대로입니다." \
    "The files could not be written. Check the free space and the folder's permissions. The installed program is unchanged."
!insertmacro Text NO_RIGHTS \
    "모든 사용자용으로 설치하거나 제거하려면 관리자 권한으로 실행하십시오." \
    "To install or remove the program for all users, run this as an administrator."
!insertmacro Text NOT_OURS \
    "이 폴더에는 다른 프로그램의 파일($INSTDIR\program)이 있습니다. 다른 폴더를 고르십시오." \
    "This folder holds files of something else ($INSTDIR\program). Choose another folder."
!insertmacro Text NO_SETTINGS \
    "설정 파일($Settings)을 복사하지 못했습니다. 프로그램은 설치하지 않았습니다." \
    "The settings ($Settings) could not be copied. The program was not installed."
