"""인증서 발급: by reference number and code, so that no key is lost and none certified twice."""
