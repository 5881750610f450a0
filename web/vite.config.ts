import { svelte } from '@sveltejs/vite-plugin-svelte';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

type Files = Record<string, string>;
const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Entries by bundle. */
const INPUTS: Record<string, Files> = {
  client: { 'indicator-de': here('src/client/indicator.de.ts'), 'indicator-en': here('src/client/indicator.en.ts'), search: here('src/client/search.ts') },
  style: { style: here('src/client/style.ts') },
  server: { render: here('src/render/main.ts'), charts: here('src/render/charts.ts'), pdf: here('src/pdf/main.ts') }
};

/**
 * Three bundles out of the same components: `--mode client` is what browsers run, `--mode style` the one sheet of all
 * pages with its fonts, `--mode server` is render.js and charts.js, which need nothing but Node, and pdf.js,
 * which needs Typst's npm package beside it (a library that cannot be bundled).
 */
export default defineConfig(({ mode }) => {
  const server = mode === 'server';
  return {
    root: here('.'),
    base: './',
    publicDir: false,
    resolve: { alias: { $lib: here('src/lib') }, conditions: server ? ['node'] : ['browser'] },
    plugins: [svelte({ configFile: here('svelte.config.js'), compilerOptions: { css: 'external' } })],
    ssr: { noExternal: true, external: ['@myriaddreamin/typst-ts-node-compiler'], target: 'node' },
    build: {
      outDir: here(server ? 'dist' : `dist/${mode}`),
      emptyOutDir: !server,
      assetsInlineLimit: 0,
      cssCodeSplit: false,
      target: server ? 'node22' : 'es2022',
      minify: !server,
      reportCompressedSize: false,
      manifest: server ? false : 'manifest.json',
      ...(server ? { ssr: true } : { modulePreload: { polyfill: false } }),
      rollupOptions: {
        input: INPUTS[mode] ?? INPUTS['client']!,
        output: server
          ? { entryFileNames: '[name].js', chunkFileNames: 'server/[name]-[hash].js', format: 'es' as const }
          : { entryFileNames: 'assets/[name]-[hash].js', chunkFileNames: 'assets/[name]-[hash].js', assetFileNames: 'assets/[name]-[hash][extname]' }
      }
    },
    test: { include: ['src/**/*.test.ts'], environment: 'node' as const, css: true }
  };
});
