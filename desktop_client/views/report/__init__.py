"""오류 보고서: read before it is saved, never sent by itself."""
