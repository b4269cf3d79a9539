// Jest compiles what it loads itself; a thread's program has to be compiled as the backend does it in development.
require('@backstage/cli/config/nodeTransform.cjs');
require('../parsingThread.ts');
