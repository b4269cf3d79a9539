import { exampleFiles } from '../problems/exampleFiles';
import { explainProblem, problemCodes } from '../problems/explainProblem';
import type { ProblemExplanation } from '../problems/ProblemExplanation';

const SCOPES: Record<ProblemExplanation['scope'], string> = {
  manifest: 'Within one `service.yaml`',
  set: 'Across the manifests of a repository',
  folder: 'Between a `service.yaml` and the folder it is in',
  tree: 'Between a `service.yaml` and the repository around it',
  source: 'In the reading of a whole source of the catalog',
};

const GENERATED =
  '<!-- Generated from packages/service-manifest/src/problems; see the README there. -->';

/**
 * The page of each code and their index, by file name.
 *
 * @internal
 */
export function problemPages(): Map<string, string> {
  const explanations = problemCodes.flatMap(code => explainProblem(code) ?? []);
  return new Map([
    ['README.md', indexPage(explanations)],
    ...explanations.map(
      one => [`${one.code}.md`, problemPage(one)] as [string, string],
    ),
  ]);
}

function indexPage(explanations: ProblemExplanation[]): string {
  const sections = Object.entries(SCOPES).map(([scope, title]) => {
    const rows = explanations
      .filter(one => one.scope === scope)
      .map(
        ({ code, severity, title: what }) =>
          `| [\`${code}\`](${code}.md) | ${severity} | ${what} |`,
      );
    return [
      `## ${title}`,
      '',
      '| Code | Severity | What it means |',
      '| --- | --- | --- |',
      ...rows,
    ].join('\n');
  });
  return `${[
    GENERATED,
    '# Problems of manifests',
    'Every code that the catalog, pull requests, templates and `stonegarden lint` can report. A manifest with an error is not taken over: the last good version of the service stays in the catalog. A warning has no such effect.',
    ...sections,
  ].join('\n\n')}\n`;
}

function problemPage(one: ProblemExplanation): string {
  return `${[
    GENERATED,
    `# ${one.title}`,
    `\`${one.code}\` · ${one.severity} · ${SCOPES[one.scope].replace(
      /^./,
      first => first.toLowerCase(),
    )}`,
    one.why,
    '## Wrong',
    ...listings(one.wrong),
    '## Right',
    ...listings(one.right),
    one.scope === 'source'
      ? '[All problems](README.md) · [Sources, events and guards of the catalog](../../guides/catalog.md)'
      : '[All problems](README.md) · [Every field of service.yaml](../service-yaml.md)',
  ].join('\n\n')}\n`;
}

function listings(example: string): string[] {
  const files = [...exampleFiles(example)];
  return files.flatMap(([path, text]) => [
    ...(files.length > 1 ? [`\`${path}\``] : []),
    `\`\`\`yaml\n${shown(text)}\n\`\`\``,
  ]);
}

/** NUL characters made visible, and very long lines cut. */
function shown(text: string): string {
  return text
    .replaceAll('\0', '␀')
    .replace(/^(.{100}).{100,}$/gm, '$1 …')
    .trimEnd();
}
