const config = require('../../eslint-factory')(__dirname);

module.exports = {
  ...config,
  overrides: [
    ...(config.overrides ?? []),
    {
      // Suites that other packages run against their own implementations.
      files: ['src/gitHosts/testUtils/{*Contract,contract/*Tests}.ts'],
      rules: { 'jest/no-export': 'off' },
    },
  ],
};
