/**
 * What attempts from an address are counted under: the address, or of IPv6 the /64 network, which is what one customer
 * gets (RFC 6177). An IPv4 address within IPv6 is that IPv4 address.
 */
export function addressGroup(address: string): string {
  if (!address.includes(':')) return address;
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined) return mapped;
  const bare = address.split('%')[0] ?? '';
  const written = URL.canParse(`http://[${bare}]`) ? new URL(`http://[${bare}]`).hostname.slice(1, -1) : null;
  if (written === null) return address;
  const [head = '', tail] = written.split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const whole = [...left, ...Array(8 - left.length - right.length).fill('0'), ...right];
  return `${whole.slice(0, 4).join(':')}::/64`;
}
