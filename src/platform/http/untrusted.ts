/** Codes of OpenSSL, as Node gives them, for a certificate that nobody vouches for whom this process trusts. */
const UNTRUSTED = new Set([
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);

/** Whether a request failed because the host's certificate, or that of what stands before it, is not trusted. */
export function isUntrustedCertificate(error: unknown): boolean {
  for (let one = error; one instanceof Error; one = one.cause)
    if (UNTRUSTED.has(String((one as { code?: unknown }).code))) return true;
  return false;
}
