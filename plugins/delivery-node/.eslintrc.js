module.exports = require('@backstage/cli/config/eslint-factory')(__dirname, {
  overrides: [
    {
      // Suites that other packages run against their own implementations.
      files: ['src/testUtils/*Contract.ts'],
      rules: { 'jest/no-export': 'off' },
    },
  ],
});
