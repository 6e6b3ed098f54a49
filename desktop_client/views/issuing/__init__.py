"""인증서 발급: from 참조번호 and 인가코드 to a certificate in its place, step by step."""
