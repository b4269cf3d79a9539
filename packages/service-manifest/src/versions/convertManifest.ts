import {
  type Document,
  Pair,
  Scalar,
  YAMLMap,
  YAMLSeq,
  isAlias,
  isMap,
  isScalar,
  parseAllDocuments,
} from 'yaml';
import { createDiagnostic } from '../diagnostics/createDiagnostic';
import type { Diagnostic } from '../diagnostics/Diagnostic';
import { parseServiceManifest } from '../parseServiceManifest';
import type { ServiceManifest } from '../schema/ServiceManifest';

/**
 * The result of a conversion.
 *
 * - `converted`: the whole text of the file in the new version, and a line for each change; none when it had that version.
 * - `invalid`: the manifest has errors, so nothing was converted.
 * - `foreign`: not a service manifest.
 *
 * @public
 */
export type ManifestConversion =
  | { kind: 'converted'; text: string; changes: string[] }
  | { kind: 'invalid'; diagnostics: Diagnostic[] }
  | { kind: 'foreign' };

/**
 * Converts a service.yaml from v1alpha1 to v1beta1. Comments and the order of fields are kept, and so is the meaning: a
 * manifest whose meaning would change is refused. Never throws.
 *
 * @param options - `path` and `apiGroup` as in `parseServiceManifest`
 * @public
 */
export function convertManifest(
  text: string,
  options: { to: 'v1beta1'; path: string; apiGroup?: string },
): ManifestConversion {
  const { to, path } = options;
  const before = parseServiceManifest(text, options);
  if (before.kind !== 'manifest') {
    return before;
  }
  if (before.manifest.apiVersion.endsWith(`/${to}`)) {
    return { kind: 'converted', text, changes: [] };
  }
  const documents = [...parseAllDocuments(text, { merge: true })];
  const document = documents.find(
    one => one.get('apiVersion') === before.manifest.apiVersion,
  );
  const changes = document ? convertDocument(document, to) : [];
  const converted = documents
    .map(one =>
      one.toString({
        lineWidth: 0,
        flowCollectionPadding: /\{ /.test(text),
        indentSeq: !/^( *)[^ #-][^\n]*:\n\1- /m.test(text),
      }),
    )
    .join('');
  const after = parseServiceManifest(converted, options);
  if (
    after.kind === 'manifest' &&
    saysTheSame(before.manifest, after.manifest)
  ) {
    return { kind: 'converted', text: converted, changes };
  }
  const diagnostic = createDiagnostic({
    severity: 'error',
    code: 'conversion-not-possible',
    message:
      'This manifest cannot be converted without changing what it says: write the values of its aliases (*name) out',
    file: path,
    line: 1,
    column: 1,
  });
  return { kind: 'invalid', diagnostics: [diagnostic] };
}

function saysTheSame(before: ServiceManifest, after: ServiceManifest): boolean {
  const content = ({ apiVersion, positions, ...rest }: ServiceManifest) =>
    JSON.stringify({ ...rest, group: apiVersion.split('/')[0] });
  return content(before) === content(after);
}

function convertDocument(document: Document, to: string): string[] {
  const changes: string[] = [];
  const apiVersion = document.get('apiVersion', true);
  if (isScalar(apiVersion)) {
    apiVersion.value = String(apiVersion.value).replace(/[^/]*$/, to);
    changes.push(`\`apiVersion\` is \`${apiVersion.value}\``);
  }
  const slack = document.getIn(['spec', 'owner', 'slack'], true);
  if (isScalar(slack) && !String(slack.value).startsWith('#')) {
    slack.value = `#${slack.value}`;
    slack.type = Scalar.QUOTE_DOUBLE;
    changes.push('`spec.owner.slack` begins with "#"');
  }
  convertLatency(document, changes);
  convertEnvironments(document, changes);
  return changes;
}

function convertLatency(document: Document, changes: string[]) {
  const path = ['spec', 'sla', 'latency'];
  const latency = document.getIn(path, true);
  if (isScalar(latency) || isAlias(latency)) {
    const map = new YAMLMap();
    map.flow = true;
    const { comment } = latency;
    latency.comment = undefined;
    map.comment = comment;
    map.items.push(new Pair(new Scalar('threshold'), latency));
    map.items.push(new Pair(new Scalar('percentile'), new Scalar(95)));
    document.setIn(path, map);
    changes.push('`spec.sla.latency` has `threshold` and `percentile`');
  } else if (isMap(latency) && !latency.has('percentile')) {
    latency.set('percentile', 95);
    changes.push('`spec.sla.latency` has a `percentile`');
  }
}

function convertEnvironments(document: Document, changes: string[]) {
  const path = ['spec', 'environments'];
  const environments = document.getIn(path, true);
  if (isMap(environments)) {
    const list = new YAMLSeq();
    for (const { key, value } of environments.items) {
      if (isScalar(key) && isMap(value)) {
        value.items.unshift(new Pair(new Scalar('name'), key));
        // A comment or an empty line above the name belongs above the whole item.
        value.commentBefore = joined(key.commentBefore, value.commentBefore);
        value.spaceBefore = key.spaceBefore;
        key.commentBefore = undefined;
        key.spaceBefore = undefined;
        list.items.push(value);
      }
    }
    list.commentBefore = environments.commentBefore;
    list.comment = environments.comment;
    list.flow = environments.flow;
    list.anchor = environments.anchor;
    document.setIn(path, list);
    changes.push('`spec.environments` is a list');
  }
  const items = document.getIn(path, true);
  for (const item of items instanceof YAMLSeq ? items.items : []) {
    const backup: unknown = isMap(item) ? item.get('backup', true) : undefined;
    if (isScalar(backup) && typeof backup.value === 'string') {
      backup.value = backup.value === 'enabled';
      backup.type = Scalar.PLAIN;
      backup.source = undefined;
      changes.push('`backup` is true or false');
    }
  }
}

function joined(...comments: Array<string | null | undefined>) {
  return comments.filter(Boolean).join('\n') || undefined;
}
