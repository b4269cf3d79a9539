/*
 * Backstage's rules plus this project's own: who may import whom (docs/architecture.md, "Imports"), and no way around types.
 */
const path = require('node:path');
const { builtinModules } = require('node:module');
const createBackstageConfig = require('@backstage/cli/config/eslint-factory');

const PLUGIN = '@stonegarden/backstage-plugin-delivery';
const CATALOG_MODULE =
  '@stonegarden/backstage-plugin-catalog-backend-module-service-manifest';
const SCAFFOLDER_MODULE =
  '@stonegarden/backstage-plugin-scaffolder-backend-module-delivery';
const SEARCH_MODULE =
  '@stonegarden/backstage-plugin-search-backend-module-service-manifest';
const PERMISSION_MODULE =
  '@stonegarden/backstage-plugin-permission-backend-module-ownership';

/** Imports point one way: each package, and the workspace packages its source may import. */
const ALLOWED_IMPORTS = {
  '@stonegarden/repository-address': [],
  '@stonegarden/service-manifest': [],
  '@stonegarden/gitops-manifests': ['@stonegarden/service-manifest'],
  '@stonegarden/cli': [
    '@stonegarden/service-manifest',
    '@stonegarden/gitops-manifests',
    `${PLUGIN}-common`,
  ],
  '@stonegarden/sandbox': [
    '@stonegarden/service-manifest',
    '@stonegarden/gitops-manifests',
  ],
  [`${PLUGIN}-common`]: [
    '@stonegarden/gitops-manifests',
    '@stonegarden/service-manifest',
    '@stonegarden/repository-address',
  ],
  [`${PLUGIN}-node`]: [`${PLUGIN}-common`, '@stonegarden/repository-address'],
  '@stonegarden/test-utils': [],
  [`${PLUGIN}-backend`]: [
    `${PLUGIN}-common`,
    `${PLUGIN}-node`,
    '@stonegarden/service-manifest',
    '@stonegarden/gitops-manifests',
    '@stonegarden/repository-address',
  ],
  [CATALOG_MODULE]: [
    `${PLUGIN}-common`,
    '@stonegarden/repository-address',
    '@stonegarden/service-manifest',
    '@stonegarden/gitops-manifests',
  ],
  [SCAFFOLDER_MODULE]: [
    `${PLUGIN}-common`,
    `${PLUGIN}-node`,
    '@stonegarden/service-manifest',
    '@stonegarden/gitops-manifests',
  ],
  [SEARCH_MODULE]: [`${PLUGIN}-common`],
  [PERMISSION_MODULE]: [`${PLUGIN}-common`, `${PLUGIN}-node`],
  [PLUGIN]: [
    `${PLUGIN}-common`,
    '@stonegarden/service-manifest',
    '@stonegarden/repository-address',
  ],
  app: [PLUGIN],
  backend: [
    `${PLUGIN}-backend`,
    CATALOG_MODULE,
    SCAFFOLDER_MODULE,
    SEARCH_MODULE,
    PERMISSION_MODULE,
  ],
};

/** Pure packages run in browsers as well as in Node. */
const ISOMORPHIC = [
  '@stonegarden/repository-address',
  '@stonegarden/service-manifest',
  '@stonegarden/gitops-manifests',
  `${PLUGIN}-common`,
];

const PRIVATE =
  'Name private members #name: the language keeps them private when the program runs, too.';
const MS = 'Durations in milliseconds end in Ms (or _MS).';

/** What the house writes in one way only. */
const STYLE_SYNTAX = [
  ['PropertyDefinition[accessibility="private"]', PRIVATE],
  [
    // There is no other way to write a constructor that only its class may call.
    'MethodDefinition[accessibility="private"][kind!="constructor"]',
    PRIVATE,
  ],
  ['TSParameterProperty[accessibility="private"]', PRIVATE],
  ...[
    'VariableDeclarator > Identifier.id',
    'Property > Identifier.key',
    'PropertyDefinition > Identifier.key',
    'TSPropertySignature > Identifier.key',
    ':function > Identifier.params',
  ].map(place => [
    `${place}[name=/(Millis|Milliseconds|_MILLIS|_MILLISECONDS)$/]`,
    MS,
  ]),
].map(([selector, message]) => ({ selector, message }));

module.exports = directory => {
  const { name } = require(path.join(directory, 'package.json'));
  const allowed = ALLOWED_IMPORTS[name];
  if (!allowed) {
    throw new Error(
      `${name} has no entry in ALLOWED_IMPORTS of eslint-factory.js: say there which packages it may import`,
    );
  }
  const forbidden = Object.keys(ALLOWED_IMPORTS)
    .filter(other => other !== name && !allowed.includes(other))
    .map(other => ({
      name: other,
      message: `Imports point one way (docs/architecture.md): ${name} may not import ${other}.`,
    }));
  const nodeOnly = ISOMORPHIC.includes(name)
    ? builtinModules.flatMap(module =>
        [module, `node:${module}`].map(id => ({
          name: id,
          message: `${name} also runs in browsers.`,
        })),
      )
    : [];

  return createBackstageConfig(directory, {
    restrictedSrcImports: [...forbidden, ...nodeOnly],
    restrictedSyntax: STYLE_SYNTAX,
    rules: {
      '@backstage/no-mixed-plugin-imports': [
        'error',
        // Tests run in Node whatever their package is for
        { excludedTargetPackages: ['@stonegarden/test-utils'] },
      ],
    },
    tsRules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/ban-ts-comment': 'error',
      '@typescript-eslint/consistent-type-definitions': ['error', 'interface'],
    },
  });
};
