"""인증서 발급: certificates asked for, renewed and revoked by CMP (RFC 4210, 9480, 9810)."""
