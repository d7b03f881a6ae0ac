import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { defineConfig, type Plugin } from 'vite';

const QUALITY = { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } };

/** Compressed once, here: whoever loads the page without having signed in must not keep the server busy. */
const compressFiles: Plugin = {
  name: 'compress-files',
  closeBundle() {
    const folder = join(import.meta.dirname, 'dist/files');
    for (const name of readdirSync(folder).filter((file) => /\.(js|css)$/.test(file))) {
      const path = join(folder, name);
      const content = readFileSync(path);
      writeFileSync(`${path}.br`, brotliCompressSync(content, QUALITY));
      writeFileSync(`${path}.gz`, gzipSync(content, { level: 9 }));
    }
  },
};

export default defineConfig({
  root: import.meta.dirname,
  plugins: [compressFiles],
  build: {
    target: 'es2022',
    // What the browser may keep for ever lies apart from what carries the same name in every version.
    assetsDir: 'files',
    // Nothing is inlined: the page's policy lets no data address be a script or a font.
    assetsInlineLimit: 0,
    // The editor of the query page is what it is; nobody else loads it.
    chunkSizeWarningLimit: 5000,
    rolldownOptions: {
      onLog(level, log, defaultHandler) {
        // Libraries mark what runs in browsers for frameworks that run on servers too.
        if (log.code !== 'MODULE_LEVEL_DIRECTIVE') defaultHandler(level, log);
      },
    },
  },
  worker: { format: 'es' },
});
