export * from './address-list.ts';
export { openFetch } from './fetch.ts';
export * from './outbound.ts';
export { createThrottle, type Throttle, type ThrottleState } from './throttle.ts';
export { isUntrustedCertificate } from './untrusted.ts';
