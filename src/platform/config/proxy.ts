/** The variable of the environment that names the proxy for addresses of a protocol, in the order in which undici takes them. */
export function proxyVariable(protocol: string): { readonly name: string; readonly value: string } | null {
  const names = ['http_proxy', 'HTTP_PROXY'];
  if (protocol === 'https:') names.unshift('https_proxy', 'HTTPS_PROXY');
  const name = names.find((one) => process.env[one]);
  return name === undefined ? null : { name, value: process.env[name] ?? '' };
}
