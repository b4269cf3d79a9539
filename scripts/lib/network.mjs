/**
 * What a failed download means for the person in front of it, or undefined when the network is not to blame.
 * @param {string} output the last lines of npm or Yarn
 * @returns {string | undefined}
 */
export function explainNetwork(output) {
  if (/ENOTFOUND|EAI_AGAIN|ENETUNREACH|ENETDOWN/.test(output)) {
    return 'No network: the package registry’s name cannot be resolved. Check the connection (and the proxy settings), then run this again.';
  }
  if (
    /ECONNREFUSED|ECONNRESET|ETIMEDOUT|EHOSTUNREACH|ERR_SOCKET_TIMEOUT|Timeout awaiting|socket hang up/i.test(
      output,
    )
  ) {
    return 'The package registry does not answer. Check the connection, the proxy settings and `npm config get registry`, then run this again.';
  }
  if (
    /SELF_SIGNED_CERT|UNABLE_TO_(GET_ISSUER|VERIFY_LEAF)|CERT_HAS_EXPIRED|self-signed certificate/i.test(
      output,
    )
  ) {
    return 'The package registry’s certificate is not trusted. Where a company proxy opens TLS, name its certificate in NODE_EXTRA_CA_CERTS.';
  }
  if (/\b(E?401|E?403|ENEEDAUTH|Unauthorized|Forbidden)\b/.test(output)) {
    return 'The package registry asks for a login. Log in to it (for npm: `npm login`), or choose another registry.';
  }
  return undefined;
}
