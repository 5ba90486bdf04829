import { BlockList, isIP } from 'node:net';

/**
 * Says of an address whether it is in a list of addresses and networks, such as `10.0.0.0/8`.
 *
 * @throws RangeError or TypeError where one is neither.
 */
export function addressList(entries: readonly string[]): (address: string) => boolean {
  const list = new BlockList();
  for (const entry of entries) {
    const [address = '', bits] = entry.split('/');
    const kind = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    if (bits === undefined) list.addAddress(address, kind);
    else list.addSubnet(address, Number(bits), kind);
  }
  return (address) => {
    const version = isIP(address);
    return version !== 0 && list.check(address, version === 6 ? 'ipv6' : 'ipv4');
  };
}

export function isAddress(text: string): boolean {
  return isIP(text) !== 0;
}
