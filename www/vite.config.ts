import { createReadStream, cpSync, existsSync, readFileSync, statSync } from 'node:fs';
import { extname, join, normalize, resolve } from 'node:path';
import { minifyHTMLLiterals } from 'minify-literals';
import { defineConfig, type Plugin } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';

const here = import.meta.dirname;
const weightsFolder = resolve(here, '../weights');

function wasmFile(kind: 'cpu' | 'gpu'): string {
  return resolve(here, `engines/${kind}/spotcheck_web_bg.wasm`);
}

/** The page shows the first download's size before it starts, so the size is built in. */
function cpuWasmBytes(): number {
  return existsSync(wasmFile('cpu')) ? statSync(wasmFile('cpu')).size : 0;
}

/** Both engines come from one crate and bear one name: say which is which, the service worker asks. */
function engineOf(files: readonly string[]): string | undefined {
  const path = files.join('\n').replaceAll('\\', '/');
  return /engines\/(cpu|gpu)\//.exec(path)?.[1];
}

/** A language's words are fetched by those who read it, and kept then: the service worker knows them by this name. */
function languageOf(path: string): string | undefined {
  return /\/words\/([a-z]{2})\/index\.ts$/.exec(path.replaceAll('\\', '/'))?.[1];
}

function chunkName(path: string): string {
  const language = languageOf(path);
  return engineOf([path]) ?? (language === undefined ? '[name]' : `words-${language}`);
}

const { version } = JSON.parse(readFileSync(resolve(here, 'package.json'), 'utf8')) as { version: string };

const names = {
  assetFileNames: (asset: { originalFileNames: string[] }): string =>
    `assets/${engineOf(asset.originalFileNames) ?? '[name]'}-[hash][extname]`,
  chunkFileNames: (chunk: { facadeModuleId?: string | null }): string =>
    `assets/${chunkName(chunk.facadeModuleId ?? '')}-[hash].js`,
};

/**
 * What nearly every part of the page shares: left to the bundler it becomes a dozen files, some of a hundred bytes. What
 * a group's files import goes with them, so whatever the page begins with must stand here: in NOTES it would bring all of
 * the diary's reading along on the first load.
 */
const BASE = new RegExp(
  [
    'node_modules/(@lit|lit|lit-html|lit-element)/',
    'src/(failure|locale|messages)\\.ts',
    'src/app/format\\.ts',
    'src/model/fields\\.ts',
    'src/picture/(bytes|header-jpeg)\\.ts',
    'src/styles/(screen|shared)\\.ts',
    'src/words/(plural|reviewed)\\.ts',
    'helpers/(esm/)?decorate',
    'preload-helper',
  ].join('|'),
);

/** What the parts that read and write the diary share. */
const NOTES = /\/src\/diary\/(names|next-photo|store|reading|place-words|body-drawing)\.ts|\/src\/picture\/jpeg-clean\.ts/;

/** What every language but English needs beside its own words: the service worker knows it by its name, as it knows those. */
const WORDS = /\/src\/words\/(speech|card-texts)\.ts/;

/** The engines that the site is to have: `cargo xtask serve` opens the door before the GPU's is compiled. */
const engines = (process.env['SPOTCHECK_ENGINES'] ?? 'cpu,gpu').split(',');
const withGpu = engines.includes('gpu');
const NO_ENGINE = '\0spotcheck-no-engine';

/** In a site without the GPU engine its imports lead to nothing, and the page never asks for them. */
function leaveOutGpu(): Plugin {
  return {
    name: 'spotcheck-leave-out-gpu',
    enforce: 'pre',
    resolveId: (id) => (!withGpu && /\/engines\/gpu\//.test(id) ? NO_ENGINE : undefined),
    load: (id) => (id === NO_ENGINE ? 'export default ""; export const Engine = undefined, Outliner = undefined, specimen = undefined, warmUp = undefined;' : undefined),
  };
}

/** A clear line now instead of a riddle from the bundler later. */
function requireEngines(): Plugin {
  return {
    name: 'spotcheck-require-engines',
    buildStart() {
      for (const kind of ['cpu', 'gpu'] as const) {
        if (engines.includes(kind) && !existsSync(wasmFile(kind))) {
          this.error(`www/engines/${kind} is missing: run \`cargo xtask build\`, which compiles both engines first.`);
        }
      }
    },
  };
}

/**
 * The bundler does not look into template literals. Of HTML only the indentation goes: a space between two words, or
 * two buttons, is seen.
 */
function minifyTemplates(): Plugin {
  return {
    name: 'spotcheck-minify-templates',
    apply: 'build',
    enforce: 'pre',
    async transform(code, id) {
      if (!/\/src\/.*\.ts$/.test(id) || !/(css|html|svg)`/.test(code)) return undefined;
      return minifyHTMLLiterals(code, { fileName: id, html: (text) => text.replaceAll(/\s*\n\s*/g, '\n') });
    },
  };
}

/** Weights are static files, fetched as they are: copied beside the built page, served beside the dev page. */
function weights(): Plugin {
  let outDir = '';
  return {
    name: 'spotcheck-weights',
    configResolved(config) {
      outDir = resolve(config.root, config.build.outDir);
    },
    configureServer(server) {
      server.middlewares.use('/weights', (request, response, next) => {
        const path = normalize(decodeURIComponent((request.url ?? '').split('?')[0] ?? ''));
        const file = join(weightsFolder, path);
        if (!file.startsWith(weightsFolder) || !existsSync(file) || !statSync(file).isFile()) {
          response.statusCode = 404;
          response.end();
          return;
        }
        response.setHeader('content-type', extname(file) === '.json' ? 'application/json' : 'application/octet-stream');
        createReadStream(file).on('error', next).pipe(response);
      });
    },
    writeBundle() {
      const list = join(weightsFolder, 'models.json');
      if (!existsSync(list)) this.error('weights/models.json is missing: the page would have no model to load.');
      const { format, models, outline } = JSON.parse(readFileSync(list, 'utf8')) as {
        format: number;
        models: { id: string }[];
        outline?: { id: string };
      };
      if (format !== 2) this.error(`weights/models.json has format ${format}; the page reads format 2.`);
      cpSync(list, join(outDir, 'weights/models.json'));
      for (const { id } of outline === undefined ? models : [...models, outline]) {
        const card = join(weightsFolder, id, 'card.json');
        const { weights: described } = JSON.parse(readFileSync(card, 'utf8')) as { weights: { file: string } };
        for (const name of ['card.json', described.file]) {
          cpSync(join(weightsFolder, id, name), join(outDir, 'weights', id, name));
        }
      }
    },
  };
}

/** The one that the site opens with: asked for before the list of models says so. Without a list the build fails below. */
function defaultModel(): string {
  const list = join(weightsFolder, 'models.json');
  return existsSync(list) ? (JSON.parse(readFileSync(list, 'utf8')) as { default: string }).default : '';
}

export default defineConfig({
  // Relative, so that the site works under any path of any static host.
  base: './',
  define: {
    __CPU_WASM_BYTES__: JSON.stringify(cpuWasmBytes()),
    __DEFAULT_MODEL__: JSON.stringify(defaultModel()),
    __SPOTCHECK_VERSION__: JSON.stringify(version),
    __WITH_GPU_ENGINE__: JSON.stringify(withGpu),
  },
  build: {
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // The GPU engine is 20 MB unpacked and known to be.
    chunkSizeWarningLimit: 1000,
    rolldownOptions: { output: { ...names, codeSplitting: { groups: [{ name: 'base', test: BASE }, { name: 'notes', test: NOTES }, { name: 'words-cards', test: WORDS }] } } },
  },
  worker: {
    // The worker imports one engine's glue or the other's, so it needs code splitting.
    format: 'es',
    rolldownOptions: { output: names },
    plugins: () => [leaveOutGpu()],
  },
  plugins: [
    leaveOutGpu(),
    minifyTemplates(),
    requireEngines(),
    weights(),
    VitePWA({
      strategies: 'injectManifest',
      srcDir: 'src',
      filename: 'sw.ts',
      // We register it ourselves: no inline script, and updates only when the person says so.
      injectRegister: false,
      injectManifest: {
        globPatterns: ['**/*.{html,js,css,svg,png,webmanifest,wasm}'],
        globIgnores: ['weights/**'],
        // The GPU engine must be in the list too: sw.ts keeps it out of the precache, but has to know its names.
        rollupFormat: 'iife',
        maximumFileSizeToCacheInBytes: 64 * 1024 * 1024,
      },
      manifest: {
        name: 'Spotcheck',
        short_name: 'Spotcheck',
        description: 'A second look at a mole, on your own device. Your photo stays with you.',
        lang: 'en',
        dir: 'ltr',
        id: './',
        start_url: './',
        scope: './',
        display: 'standalone',
        background_color: '#faf8f4',
        theme_color: '#faf8f4',
        categories: ['health', 'education'],
        // The service worker takes what is shared; `src/doors/shared.ts` has the same two names.
        share_target: {
          action: './share',
          method: 'POST',
          enctype: 'multipart/form-data',
          params: { files: [{ name: 'pictures', accept: ['image/*'] }] },
        },
        file_handlers: [
          {
            action: './',
            accept: {
              'image/jpeg': ['.jpg', '.jpeg'],
              'image/png': ['.png'],
              'image/webp': ['.webp'],
              'image/gif': ['.gif'],
              'image/avif': ['.avif'],
              'image/heic': ['.heic', '.heif'],
              'image/bmp': ['.bmp'],
            },
          },
        ],
        icons: [
          { src: 'icons/icon-192.png', sizes: '192x192', type: 'image/png' },
          { src: 'icons/icon-512.png', sizes: '512x512', type: 'image/png' },
          { src: 'icons/maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
        ],
      },
    }),
  ],
});
