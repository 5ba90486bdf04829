import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** `vite build web` makes the dashboard; `vite web` serves it while it is written, against a Casebook on this machine. */
export default defineConfig({
  plugins: [react(), tailwindcss()],
  build: {
    // The page's policy allows neither inline scripts nor inline styles.
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    reportCompressedSize: false,
  },
  server: { proxy: { '/api': 'http://127.0.0.1:4310' } },
});
