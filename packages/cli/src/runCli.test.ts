import { execFile } from 'node:child_process';
import { readFile, symlink } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { manifestJsonSchema } from '@stonegarden/service-manifest';
import {
  folderWith,
  manifestText,
  serviceFiles,
} from './__testUtils__/runInFolder';

jest.setTimeout(60_000);

const SHOP = 'kubernetes/services/shop/service.yaml';
const WRONG = {
  ...serviceFiles('shop', '  dependencies:\n    - chekout\n'),
  ...serviceFiles('checkout'),
  'kubernetes/services/checkout/environments/dev/kustomization.yaml':
    'namespace: else\n',
};

describe('stonegarden', () => {
  const folders: Array<{ remove(): Promise<void> }> = [];
  const given = async (files: Parameters<typeof folderWith>[0]) => {
    const made = await folderWith(files);
    folders.push(made);
    return made;
  };
  afterEach(async () => {
    await Promise.all(folders.splice(0).map(one => one.remove()));
  });

  describe('lint', () => {
    it('is content with what is right', async () => {
      const { run } = await given(serviceFiles('shop'));
      expect(await run(['lint'])).toEqual({
        code: 0,
        out: '1 service manifest checked, no problems found.\n',
        err: '',
      });
    });

    it('takes which environments are protected, and which tags float', async () => {
      const dev = 'kubernetes/services/shop/environments/dev';
      const { run } = await given({
        ...serviceFiles('shop'),
        [`${dev}/kustomization.yaml`]:
          'namespace: shop-dev\nresources:\n  - deployment.yaml\n',
        [`${dev}/deployment.yaml`]: `apiVersion: apps/v1
kind: Deployment
metadata:
  name: shop
spec:
  template:
    spec:
      containers:
        - name: shop
          image: acme/shop:rolling
`,
      });
      const isFound = async (...options: string[]) =>
        (await run(['lint', ...options])).out.includes('floating-tag');
      expect(await isFound()).toBe(false);
      expect(await isFound('--protected-environments', 'dev')).toBe(false);
      expect(
        await isFound(
          '--protected-environments',
          'live, dev',
          '--floating-tags',
          'edge,Rolling',
        ),
      ).toBe(true);
      expect(await isFound('--floating-tags', 'rolling')).toBe(false);
    });

    it('knows the namespaces that are reserved, or takes others for them', async () => {
      const { run } = await given({
        'kubernetes/services/shop/service.yaml': `apiVersion: platform.stonegarden.dev/v1alpha1
kind: Service
metadata:
  name: shop
spec:
  owner:
    team: product
  environments:
    - name: dev
      namespace: kube-system
`,
        'kubernetes/services/shop/environments/dev/kustomization.yaml':
          'namespace: kube-system\n',
      });
      const isFound = async (...options: string[]) =>
        (await run(['lint', ...options])).out.includes('reserved-namespace');
      expect(await isFound()).toBe(true);
      expect(await isFound('--reserved-namespaces', 'argocd, *-prod')).toBe(
        false,
      );
      expect(await isFound('--reserved-namespaces', 'a,*-system')).toBe(true);
    });

    it('shows what is wrong, with the line and a caret', async () => {
      const { run } = await given(WRONG);
      const { code, out, err } = await run(['lint']);
      expect({ code, err }).toEqual({ code: 1, err: '' });
      expect(out).toMatchInlineSnapshot(`
"kubernetes/services/checkout/environments/dev/kustomization.yaml:1:12 error overlay-namespace-differs
  "dev" is deployed to the namespace "else" here, but service.yaml says "checkout-dev": write the same in both
  1 | namespace: else
    |            ^

kubernetes/services/shop/service.yaml:12:7 warning dependency-not-found
  The dependency "chekout" is not a known service: did you mean "checkout"?
  12 |     - chekout
     |       ^

1 error and 1 warning in 2 files, 2 service manifests checked.
Run stonegarden explain <code> to learn more about a code.
"
`);
    });

    it.each<[string, string, string]>([
      [
        'only Kubernetes Services',
        'apiVersion: v1\nkind: Service\nmetadata: {name: shop}\n',
        'no-service-manifest: The only service.yaml is not a service manifest of the group "platform.stonegarden.dev"',
      ],
      [
        'a mistyped API group',
        manifestText('shop').replace('stonegarden.dev', 'stonegarden.dve'),
        'api-group-unknown: This looks like a service manifest',
      ],
    ])('says so where there is %s, and can fail', async (_, text, expected) => {
      const { run } = await given({ [SHOP]: text });
      const { code, out } = await run(['lint']);
      expect(code).toBe(0);
      expect(out.replace(/\n {2}/g, ': ')).toContain(expected);
      expect((await run(['lint', '--max-warnings', '0'])).code).toBe(1);
      const elsewhere = await run(['lint', 'kubernetes/services/shop']);
      expect(elsewhere.out).toContain('warning');
    });

    it('compares a manifest with what deploys it and what is declared', async () => {
      const { run, folder } = await given({
        ...serviceFiles(
          'shop',
          '  monitoring:\n    alerts: [prometheus/shop.yaml]\n  security:\n    secrets: [shop-db]\n    networkPolicies: true\n',
        ),
        'kubernetes/services/shop/applicationset.yaml': `apiVersion: argoproj.io/v1alpha1
kind: ApplicationSet
metadata: {name: shop}
spec:
  generators:
    - git: {files: [{path: kubernetes/services/shop/service.yaml}]}
    - list: {elements: [{env: dev}]}
  template:
    spec:
      syncPolicy: {automated: {}}
`,
      });
      const { code, out } = await run(['lint']);
      expect(code).toBe(1);
      const codes = [...out.matchAll(/ (?:error|warning) ([a-z-]+)$/gm)];
      expect(codes.map(([, one]) => one)).toEqual([
        'automation-differs',
        'monitoring-file-missing',
        'secret-missing',
        'network-policy-missing',
      ]);
      // A link may lead to anything, so that nothing is known to be absent.
      await symlink('.', join(folder, 'kubernetes/services/shop/monitoring'));
      expect((await run(['lint'])).out).toContain(
        '1 error and 0 warnings in 1 file',
      );
    });

    it('reports what lies below the paths, and checks it against the whole repository', async () => {
      const { run } = await given(WRONG);
      const shop = await run(['lint', '.'], {
        cwd: 'kubernetes/services/shop',
      });
      expect(shop.code).toBe(0);
      expect(shop.out).toMatch(
        /^service.yaml:12:7 warning dependency-not-found/,
      );
      expect(shop.out).toContain('1 warning in 1 file, 1 service manifest');
      const file = await run(['lint', SHOP]);
      expect(file.out).toMatch(
        /^kubernetes\/services\/shop\/service.yaml:12:7/,
      );
      const elsewhere = await run(['lint', '../..'], {
        cwd: 'kubernetes/services/shop',
      });
      expect(elsewhere.out).toMatch(/^..\/checkout\/environments/);
    });

    it('fails on warnings when asked to', async () => {
      const { run } = await given(WRONG);
      const warned = ['lint', 'kubernetes/services/shop', '--max-warnings'];
      expect(await run([...warned, '1'])).toMatchObject({ code: 0, err: '' });
      expect(await run([...warned, '0'])).toMatchObject({
        code: 1,
        err: 'stonegarden: more warnings (1) than --max-warnings 0\n',
      });
    });

    it('knows other API groups, layers and roots', async () => {
      const text = manifestText('shop').replace('platform.stonegarden', 'acme');
      const { run } = await given({
        'deploy/apps/shop/service.yaml': text,
        'deploy/apps/shop/environments/dev/kustomization.yaml': '',
        'deploy/apps/web/service.yaml': manifestText(
          'web',
          '  dependencies: [services/shop]\n',
        ).replace('platform.stonegarden', 'acme'),
        'deploy/apps/web/environments/dev/kustomization.yaml':
          'namespace: web-dev\n',
      });
      const without = await run(['lint']);
      expect(without.out).toMatch(
        /api-group-unknown[^]*api-group-unknown[^]* 0 service manifests checked/,
      );
      expect(without.out).not.toContain('no-service-manifest');
      const options = ['--root', 'deploy', '--api-group', 'acme.dev'];
      const unmapped = await run(['lint', 'deploy/apps/web', ...options]);
      expect(unmapped.out).toContain('dependency-not-found');
      const mapped = await run([
        ...['lint', 'deploy/apps/web', ...options],
        ...['--layers', 'apps=services'],
      ]);
      expect(mapped.out).toContain('no problems found');
    });

    it('prints colors to people who want them', async () => {
      const { run } = await given(WRONG);
      const escape = '\u001b[';
      expect((await run(['lint'], { isTerminal: true })).out).toContain(escape);
      expect((await run(['lint'])).out).not.toContain(escape);
      const env = { NO_COLOR: '1' };
      expect(
        (await run(['lint'], { isTerminal: true, env })).out,
      ).not.toContain(escape);
    });

    it('lets no file talk to the terminal', async () => {
      const { run } = await given({
        [SHOP]: manifestText('shop', '  dependencies: ["\u001b[2Jx"]\n'),
      });
      const { out } = await run(['lint']);
      expect(out).not.toContain('\u001b');
      expect(out).toContain('\ufffd[2Jx');
    });

    it('prints JSON', async () => {
      const { run } = await given(WRONG);
      const { code, out } = await run(['lint', '--format', 'json']);
      expect(code).toBe(1);
      expect(JSON.parse(out)).toMatchObject({
        version: 1,
        summary: { services: 2, errors: 1, warnings: 1 },
        diagnostics: [
          {
            code: 'overlay-namespace-differs',
            severity: 'error',
            line: 1,
            column: 12,
            docs: expect.stringMatching(/overlay-namespace-differs\.md$/),
          },
          { code: 'dependency-not-found', file: SHOP },
        ],
      });
    });

    it('prints SARIF', async () => {
      const { run } = await given({
        ...WRONG,
        'odd folder/service.yaml': manifestText('Odd'),
      });
      const { out } = await run(['lint', '--format', 'sarif']);
      const log = JSON.parse(out);
      const [{ tool, results }] = log.runs;
      expect(log.version).toBe('2.1.0');
      for (const { ruleId, ruleIndex, level, message } of results) {
        expect(tool.driver.rules[ruleIndex]).toMatchObject({
          id: ruleId,
          shortDescription: { text: expect.any(String) },
          helpUri: expect.stringMatching(/^https:/),
          defaultConfiguration: {
            level: expect.stringMatching(/error|warning/),
          },
        });
        expect(['error', 'warning']).toContain(level);
        expect(message.text).not.toBe('');
      }
      expect(
        results.map(
          (one: {
            locations: Array<{ physicalLocation: Record<string, unknown> }>;
          }) => one.locations[0].physicalLocation,
        ),
      ).toContainEqual({
        artifactLocation: { uri: SHOP, uriBaseId: '%SRCROOT%' },
        region: { startLine: 12, startColumn: 7 },
      });
    });

    it('annotates in GitHub Actions, with everything escaped that must be', async () => {
      const { run } = await given({
        'kubernetes/services/a,b:100%/service.yaml': manifestText('shop'),
      });
      const env = { GITHUB_ACTIONS: 'true' };
      const { out } = await run(['lint'], { env });
      expect(out).toMatch(
        /^::warning file=kubernetes\/services\/a%2Cb%3A100%25\/service.yaml,line=9,col=13,title=environment-folder-missing::No environment .*%0Ahttps:\/\/.*\n0 errors and 1 warning in 1 file, 1 service manifest checked.\n$/,
      );
      const human = await run(['lint', '--format', 'human'], { env });
      expect(human.out).not.toContain('::');
    });

    it('says what it cannot read, and checks the rest', async () => {
      const { run, folder } = await given({
        ...serviceFiles('shop'),
        'kubernetes/services/web/service.yaml': Buffer.from([
          0xff, 0xfe, 65, 0,
        ]),
        'kubernetes/services/large/service.yaml': `${manifestText(
          'large',
        )}# ${'x'.repeat(700_000)}\n`,
      });
      await symlink('..', join(folder, 'kubernetes/services/loop'));
      await symlink(
        'shop/service.yaml',
        join(folder, 'kubernetes/services/service.yaml'),
      );
      const { code, out, err } = await run(['lint']);
      expect(code).toBe(2);
      expect(err.split('\n').sort()).toEqual([
        '',
        'stonegarden: kubernetes/services/service.yaml cannot be read: it is a symbolic link: write a file',
        'stonegarden: kubernetes/services/web/service.yaml cannot be read: it is not UTF-8: save it in that encoding',
      ]);
      expect(out).toContain('error file-too-large');
      expect(out).toContain('2 service manifests checked');
    });

    it.each([
      [['lint', 'nowhere'], 'nowhere cannot be read: there is no such file'],
      [['lint', '--format', 'xml'], 'Allowed choices are human, json'],
      [['lint', '--max-warnings', '-1'], 'Write a whole number'],
      [['lint', '--layers', 'apps'], 'Write folder=layer'],
      [['lint', '--root', 'kubernetes', '.'], 'does not lie in the root'],
      [['lint', '--no-such'], 'unknown option'],
      [['lnt'], 'Did you mean lint?'],
      [['schema', '--version', 'v7'], 'no version "v7"'],
      [['explain'], "missing required argument 'code'"],
      [['explain', 'wrong-typ'], 'did you mean "wrong-type"?'],
      [['explain', 'constructor'], 'the codes are '],
    ])('ends with 2 for %j', async (args, words) => {
      const { run } = await given(serviceFiles('shop'));
      const { code, out, err } = await run(args);
      expect({ code, out }).toEqual({ code: 2, out: '' });
      expect(err).toContain(words);
      expect(err).not.toMatch(/\n +at /);
    });
  });

  it('prints its own version, and the schema has an option of the same name', async () => {
    const { run } = await given({});
    const { version } = JSON.parse(
      await readFile(resolve(__dirname, '../package.json'), 'utf8'),
    );
    expect(await run(['--version'])).toEqual({
      code: 0,
      out: `${version}\n`,
      err: '',
    });
    expect((await run(['schema', '--version', 'v1beta1'])).code).toBe(0);
  });

  it('prints the JSON Schema', async () => {
    const { run } = await given({});
    const { code, out } = await run(['schema', '--version', 'v1alpha1']);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toEqual(
      JSON.parse(JSON.stringify(manifestJsonSchema('v1alpha1'))),
    );
  });

  describe('migrate', () => {
    it('says what would change, and changes it when told to', async () => {
      const { run, folder } = await given({
        ...serviceFiles('shop', '  # what we need\n  dependencies: [web]\n'),
        ...serviceFiles('web'),
      });
      const read = () => readFile(join(folder, SHOP), 'utf8');
      const before = await read();
      const dry = await run(['migrate', 'kubernetes/services/shop']);
      expect(dry).toMatchObject({ code: 0, err: '' });
      expect(dry.out).toContain(`${SHOP}\n`);
      expect(dry.out).toContain(
        '1 file would be converted; use --write to do so.',
      );
      expect(await read()).toBe(before);
      const wet = await run(['migrate', 'kubernetes', '--write']);
      expect(wet.out).toContain('2 files converted.');
      expect(await read()).toMatch(/v1beta1[^]*# what we need/);
      expect((await run(['migrate', '--write'])).out).toBe(
        '0 files converted.\n',
      );
      expect((await run(['lint'])).code).toBe(0);
    });

    describe('with ApplicationSets that select by version', () => {
      const SETS = 'argocd/sets/services.yaml';
      const sets = (policy: string) => `apiVersion: argoproj.io/v1alpha1
kind: ApplicationSet
metadata:
  name: services
spec:
  syncPolicy:
    applicationsSync: ${policy}
  generators:
    - git:
        repoURL: https://github.com/acme/platform
        files:
          - path: kubernetes/services/*/service.yaml
      selector:
        matchLabels:
          apiVersion: platform.stonegarden.dev/v1alpha1 # ours
`;

      it('changes them in the same go, wherever they are', async () => {
        const { run, folder } = await given({
          ...serviceFiles('shop'),
          [SETS]: sets('create-update'),
        });
        const dry = await run(['migrate']);
        expect(dry.out).toContain(
          `${SETS}\n  the ApplicationSet "services" selects apiVersion`,
        );
        const { code, err } = await run(['migrate', '--write']);
        expect({ code, err }).toEqual({ code: 0, err: '' });
        expect(await readFile(join(folder, SETS), 'utf8')).toBe(
          sets('create-update').replace('v1alpha1 # ours', 'v1beta1 # ours'),
        );
        expect(await readFile(join(folder, SHOP), 'utf8')).toContain(
          'apiVersion: platform.stonegarden.dev/v1beta1',
        );
      });

      it('writes nothing where one would lose a service', async () => {
        const files = {
          ...serviceFiles('shop'),
          ...serviceFiles('web'),
          [SETS]: sets('create-update'),
        };
        const { run, folder } = await given(files);
        const { code, out, err } = await run([
          'migrate',
          '--write',
          'kubernetes/services/shop',
        ]);
        expect(code).toBe(1);
        expect(out).toContain('Nothing was written');
        expect(err).toMatch(
          /^argocd\/sets\/services.yaml:15:23 error selection-would-change: .*services\/web\/service.yaml/,
        );
        for (const [path, text] of Object.entries(files)) {
          expect(await readFile(join(folder, path), 'utf8')).toBe(text);
        }
      });

      it('writes nothing where Applications would be deleted meanwhile', async () => {
        const { run, folder } = await given({
          ...serviceFiles('shop'),
          '.argocd/services.yaml': sets('sync'),
        });
        const { code, err } = await run(['migrate', '--write']);
        expect(code).toBe(1);
        expect(err).toContain('.argocd/services.yaml:15:23 error');
        expect(await readFile(join(folder, SHOP), 'utf8')).toContain(
          'v1alpha1',
        );
      });
    });

    it('leaves alone what has errors', async () => {
      const text = manifestText('Shop');
      const { run, folder } = await given({ [SHOP]: text });
      const { code, err } = await run(['migrate', '--write']);
      expect(code).toBe(1);
      expect(err).toContain(`${SHOP}:4:9 error `);
      expect(await readFile(join(folder, SHOP), 'utf8')).toBe(text);
    });
  });

  it('explains a code', async () => {
    const { run } = await given({});
    const { code, out } = await run(['explain', 'overlay-unreadable']);
    expect(code).toBe(0);
    expect(out).toMatch(
      /^overlay-unreadable \(error\): kustomize cannot read[^]*Wrong\n[^]*newTag: 1\.10[^]*Right\n[^]*newTag: "1\.10"[^]*problems\/overlay-unreadable\.md\n$/,
    );
  });

  it('says what there is', async () => {
    const { run } = await given({});
    expect(await run(['--help'])).toMatchObject({
      code: 0,
      err: '',
      out: expect.stringMatching(/lint[^]*migrate[^]*schema[^]*explain/),
    });
    expect(await run([])).toMatchObject({ code: 2, out: '' });
  });

  it('runs as a command', async () => {
    const bin = resolve(__dirname, '../bin/stonegarden');
    const lint = (folder: string) =>
      new Promise<{ code: unknown; stdout: string; stderr: string }>(done => {
        const args = [bin, 'lint', folder, '--format', 'human'];
        execFile(process.execPath, args, (error, stdout, stderr) =>
          done({ code: error ? error.code : 0, stdout, stderr }),
        );
      });
    const homelab = resolve(__dirname, '../../../examples/homelab');
    expect(await lint(homelab)).toEqual({
      code: 0,
      stdout: '25 service manifests checked, no problems found.\n',
      stderr: '',
    });
    const { folder } = await given(WRONG);
    expect(await lint(folder)).toMatchObject({
      code: 1,
      stdout: expect.stringContaining('error overlay-namespace-differs'),
    });
  });
});
