import { defineConfig } from 'vite';

export default defineConfig({
  root: import.meta.dirname,
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
