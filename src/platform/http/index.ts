export * from './address-list.ts';
export * from './outbound.ts';
