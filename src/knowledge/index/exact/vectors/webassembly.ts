/** What is used here of WebAssembly's interface, which TypeScript declares together with the browser's alone. */
export interface SharedMemory {
  readonly buffer: SharedArrayBuffer;
  grow(pages: number): number;
}

export type SharedModule = object;

declare global {
  namespace WebAssembly {
    const Memory: {
      new (size: { initial: number; maximum: number; shared: true }): SharedMemory;
      new (size: { initial: number }): { readonly buffer: ArrayBuffer };
    };
    const Module: new (code: Uint8Array) => SharedModule;
    const Instance: new (
      module: SharedModule,
      imports: { env: { memory: object } },
    ) => { readonly exports: Readonly<Record<string, unknown>> };
    function validate(code: Uint8Array): boolean;
  }
}
