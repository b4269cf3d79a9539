import { checkManifest } from './checks/checkManifest';
import { createDiagnostic } from './diagnostics/createDiagnostic';
import type { Diagnostic } from './diagnostics/Diagnostic';
import { valueAt } from './yaml/fieldPath';
import { LIMITS } from './yaml/limits';
import { locateManifest } from './schema/locateManifest';
import {
  serviceManifestSchema,
  serviceManifestV1beta1Schema,
  type ServiceManifestDocument,
} from './schema/manifestSchema';
import type { z } from 'zod';
import { mentionsGroup } from './yaml/mentionsGroup';
import { normalizeManifest } from './schema/normalizeManifest';
import { readDocuments, YamlDocument } from './yaml/readDocuments';
import { slug } from './schema/schemaScalars';
import {
  Layer,
  ManifestLocation,
  ServiceManifest,
} from './schema/ServiceManifest';
import { blamablePositions } from './schema/blamablePositions';
import { diagnoseField, validateDocument } from './schema/validateDocument';
import { DEFAULT_API_GROUP } from './names';

/**
 * What a file turned out to be.
 *
 * - `manifest`: a valid manifest; its diagnostics are warnings.
 * - `invalid`: meant as a manifest, but wrong; `name` and `team` are there where they can be read and are valid.
 * - `foreign`: something else, such as a Kubernetes Service, about which there is nothing to say.
 *
 * @public
 */
export type ManifestParseResult =
  | { kind: 'manifest'; manifest: ServiceManifest; diagnostics: Diagnostic[] }
  | {
      kind: 'invalid';
      diagnostics: Diagnostic[];
      name?: string;
      team?: string;
    }
  | { kind: 'foreign' };

/**
 * Reads a service.yaml. Never throws, whatever the text.
 *
 * @param text - content of the file, YAML 1.2, one or more documents
 * @param options - `path` from the repository's root; `apiGroup` that marks our documents, `platform.stonegarden.dev` when
 * absent; `layers`: which folder stands for which layer, each layer's own name when absent
 * @public
 */
export function parseServiceManifest(
  text: string,
  options: {
    path: string;
    apiGroup?: string;
    layers?: Record<string, Layer>;
  },
): ManifestParseResult {
  const { path, apiGroup = DEFAULT_API_GROUP, layers } = options;
  const head = text.slice(0, LIMITS.fileSize);
  const looksOurs = mentionsGroup(head, apiGroup);
  // Most files of this name are Kubernetes Services, which are recognized without being parsed.
  if (!looksOurs && !head.includes(`${apiGroup}/`)) {
    const isWide = mentionsGroup(head.replace(/[\0\ufffd]/g, ''), apiGroup);
    return isWide ? wrongEncoding(path) : { kind: 'foreign' };
  }
  if (text.length > LIMITS.fileSize) {
    return looksOurs ? tooLarge(path) : { kind: 'foreign' };
  }
  const documents = readDocuments(text, path);
  const ours = documents.filter(document => isOurs(document, apiGroup));
  const syntaxErrors = documents.flatMap(({ diagnostics }) =>
    diagnostics.filter(one => one.severity === 'error'),
  );
  if (syntaxErrors.length > 0) {
    return ours.length > 0 || looksOurs
      ? invalid(syntaxErrors, ours[0])
      : { kind: 'foreign' };
  }
  const [document, second] = ours;
  if (!document) {
    return { kind: 'foreign' };
  }
  if (second) {
    return invalid([moreThanOne(second, path)], document);
  }
  return readManifest(document, locateManifest(path, { layers }), path);
}

function readManifest(
  document: YamlDocument,
  location: ManifestLocation,
  path: string,
): ManifestParseResult {
  const { data, errors, warnings } = validateDocument(
    schemaOf(document),
    document,
    { path, noun: 'a service manifest' },
  );
  if (!data) {
    return invalid([...errors, ...warnings], document);
  }
  const manifest: ServiceManifest = {
    ...normalizeManifest(data, location),
    positions: blamablePositions(data, document.positions),
  };
  const findings = checkManifest(manifest, data).map(one =>
    diagnoseField(document, path, one),
  );
  const diagnostics = bounded([...findings, ...warnings]);
  return findings.some(one => one.severity === 'error')
    ? invalid(diagnostics, document)
    : { kind: 'manifest', manifest, diagnostics };
}

/** Each v1beta1 document is also a v1alpha1 document, apart from its version. */
function schemaOf({ value }: YamlDocument): z.ZodType<ServiceManifestDocument> {
  const apiVersion = valueAt(value, ['apiVersion']);
  return typeof apiVersion === 'string' && apiVersion.endsWith('/v1beta1')
    ? serviceManifestV1beta1Schema
    : serviceManifestSchema;
}

function invalid(
  diagnostics: Diagnostic[],
  document?: YamlDocument,
): ManifestParseResult {
  return {
    kind: 'invalid',
    diagnostics: bounded(diagnostics),
    ...named('name', valueAt(document?.value, ['metadata', 'name'])),
    ...named('team', valueAt(document?.value, ['spec', 'owner', 'team'])),
  };
}

function named(key: 'name' | 'team', value: unknown) {
  const parsed = slug.safeParse(value);
  return parsed.success ? { [key]: parsed.data } : {};
}

function bounded(diagnostics: Diagnostic[]): Diagnostic[] {
  return diagnostics.slice(0, LIMITS.diagnostics);
}

/** Kinds of our group that are not services, such as Teams, are skipped too. */
const OTHER_KINDS = ['Teams'];

function isOurs({ value }: YamlDocument, apiGroup: string): boolean {
  const apiVersion = valueAt(value, ['apiVersion']);
  const kind = valueAt(value, ['kind']);
  return (
    typeof apiVersion === 'string' &&
    apiVersion.startsWith(`${apiGroup}/`) &&
    !(typeof kind === 'string' && OTHER_KINDS.includes(kind))
  );
}

function moreThanOne({ positions }: YamlDocument, path: string): Diagnostic {
  return createDiagnostic({
    severity: 'error',
    code: 'more-than-one-manifest',
    message:
      'This file has a second service manifest: move it to a service.yaml in a folder of its own',
    file: path,
    ...positions.ofKey(['apiVersion']),
  });
}

function tooLarge(path: string): ManifestParseResult {
  return wholeFile(path, {
    code: 'file-too-large',
    message: `This file is larger than ${
      LIMITS.fileSize / 1024
    } KiB: a service manifest does not need that much`,
  });
}

function wrongEncoding(path: string): ManifestParseResult {
  return wholeFile(path, {
    code: 'wrong-encoding',
    message:
      'This file has NUL characters between its letters, as UTF-16 does: save it as UTF-8',
  });
}

function wholeFile(
  file: string,
  problem: { code: string; message: string },
): ManifestParseResult {
  const diagnostic = createDiagnostic({
    severity: 'error',
    ...problem,
    file,
    line: 1,
    column: 1,
  });
  return { kind: 'invalid', diagnostics: [diagnostic] };
}
