import { exampleManifest } from './exampleManifest';
import type { ProblemTable } from './ProblemExplanation';

/**
 * What can be wrong with a service.yaml as a file, before its fields are looked at.
 *
 * @internal
 */
export const syntaxProblems: ProblemTable = {
  'yaml-syntax': {
    severity: 'error',
    title: 'The file is not valid YAML',
    why: 'Nothing can be read from a file that breaks the rules of YAML. The last good version of the service stays in the catalog until the file is repaired. The usual causes are a tab in the indentation, an open quote or bracket, a string with `: ` in it that is not quoted, and a key that appears twice. Two notations are refused although YAML allows them: an alias (`*name`) without its anchor, and one that contains itself.',
    wrong: exampleManifest({ more: '  description: Books: read aloud\n' }),
    right: exampleManifest({ more: '  description: "Books: read aloud"\n' }),
  },
  'wrong-encoding': {
    severity: 'error',
    title: 'The file is not UTF-8',
    why: 'A manifest is read as UTF-8. Some editors and shells on Windows write UTF-16, which reads as text with a NUL character beside every letter. Save the file as UTF-8, with or without a byte order mark.',
    wrong: exampleManifest()
      .split('\n')
      .map(line => line.replace(/./g, '$&\u0000'))
      .join('\n'),
    right: exampleManifest(),
  },
  'file-too-large': {
    severity: 'error',
    title: 'The file is larger than 256 KiB',
    why: 'A service manifest has a few dozen lines. A file that is hundreds of times as large is an accident or an attack, so it is refused unread. Move what does not describe the service to files of its own.',
    wrong: exampleManifest({
      more: '  # … and more than 256 KiB of other content\n',
    }),
    right: exampleManifest(),
  },
  'nested-too-deep': {
    severity: 'error',
    title: 'The nesting is deeper than 32 levels',
    why: 'No field of a manifest needs more than eight levels. Deeper nesting is refused before it can exhaust the reader.',
    wrong: exampleManifest({
      more: `  notes: ${'['.repeat(40)}${']'.repeat(40)}\n`,
    }),
    right: exampleManifest(),
  },
  'too-many-values': {
    severity: 'error',
    title: 'The file has more than 5,000 keys and values',
    why: 'A service manifest has about a hundred. Thousands of them come from a faulty program or an attack, and checking each one takes time.',
    wrong: exampleManifest({
      more: `  notes: [${'1,'.repeat(6000)}]\n`,
    }),
    right: exampleManifest(),
  },
  'too-many-aliases': {
    severity: 'error',
    title: 'Aliases are used too often or expand to too much',
    why: 'A few lines of aliases that refer to each other expand to billions of values. A manifest may use 100 aliases, and what they expand to is bounded. Write the values out.',
    wrong: exampleManifest({
      more: `  notes:
    - &a [text, text, text, text, text, text, text, text, text]
    - &b [*a, *a, *a, *a, *a, *a, *a, *a, *a]
    - &c [*b, *b, *b, *b, *b, *b, *b, *b, *b]
    - &d [*c, *c, *c, *c, *c, *c, *c, *c, *c]
`,
    }),
    right: exampleManifest(),
  },
  'more-than-one-manifest': {
    severity: 'error',
    title: 'The file has more than one service manifest',
    why: 'One folder is one service: its environments, dashboards and alerts lie beside its manifest, and the paths of pull requests follow from it. Other documents, such as a Kubernetes Service, may share the file.',
    wrong: `${exampleManifest()}---\n${exampleManifest({ name: 'shelf-api' })}`,
    right: exampleManifest(),
  },
  'conversion-not-possible': {
    severity: 'error',
    title: 'The manifest cannot be converted to another version',
    why: 'Only `convertManifest` says this, never the check of a file. A value that has to be written differently in the new version is shared with another field by an anchor and an alias, so that the other field would change too. Write the values out and convert again.',
    wrong: exampleManifest({
      owner:
        '  owner:\n    team: product\n    slack: &name product\n  description: *name\n',
    }),
    right: exampleManifest({
      owner:
        '  owner:\n    team: product\n    slack: product\n  description: product\n',
    }),
  },
};
