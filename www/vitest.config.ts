import { defineConfig } from 'vitest/config';

// Apart from vite.config.ts, so that the unit tests run without the compiled engines.
export default defineConfig({
  test: { include: ['tests/**/*.test.ts'], environment: 'node' },
});
