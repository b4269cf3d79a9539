import type { Diagnostic } from '@stonegarden/service-manifest';
import { isRecord, isText } from '../kustomize/Kustomization';
import type { YamlPath } from '../yaml/readYaml';
import { type ArgocdDocument, argocdName } from './argocdDocuments';
import type { TreeDocument } from './TreeDocument';
import {
  obstacle,
  type ParamsChange,
  type VersionChange,
} from './VersionChange';

/** Files that may make ApplicationSets although they are none: charts, generators, patches. */
const MAY_SELECT = /applicationset|generators|matchLabels|matchExpressions/i;

/**
 * What the templates of an ApplicationSet say about fields that a conversion changes.
 *
 * @internal
 */
export function templateObstacles(
  set: ArgocdDocument,
  converted: readonly ParamsChange[],
  { from }: VersionChange,
): Diagnostic[] {
  if (converted.length === 0) {
    return [];
  }
  const name = argocdName(set.value);
  const becomesList = converted.find(
    ({ before, after }) =>
      !before.has('spec.environments.0.name') &&
      after.has('spec.environments.0.name'),
  );
  return stringsOf(set).flatMap(({ text, path }) => {
    if (path.includes('selector')) {
      return [];
    }
    if (
      text.includes(from) ||
      /\.apiVersion\b|\{\{-?\s*apiVersion\b/.test(text)
    ) {
      return [
        obstacle(
          set.path,
          set.positionOf(path),
          `The ApplicationSet "${name}" uses the apiVersion of service.yaml in its template, so that what it makes may change: take that out first`,
        ),
      ];
    }
    if (
      becomesList &&
      /spec\.environments\b/.test(text) &&
      !text.includes('kindIs')
    ) {
      return [
        obstacle(
          set.path,
          set.positionOf(path),
          `The ApplicationSet "${name}" reads spec.environments, which becomes a list in ${becomesList.path}: let it read both first (kindIs "map" tells them apart)`,
        ),
      ];
    }
    return [];
  });
}

/**
 * What a document that is not an ApplicationSet says of the old version, where it may make ApplicationSets of it.
 *
 * @internal
 */
export function otherMentions(
  document: TreeDocument,
  text: string,
  { apiGroup, from }: VersionChange,
): Diagnostic[] {
  const { value } = document;
  const isOurs =
    isRecord(value) &&
    isText(value.apiVersion) &&
    value.apiVersion.startsWith(`${apiGroup}/`);
  if (isOurs || !text.includes(from) || !MAY_SELECT.test(text)) {
    return [];
  }
  const found = stringsOf(document).find(one => one.text.includes(from));
  return found
    ? [
        obstacle(
          document.path,
          document.positionOf(found.path),
          `This file selects ${from}, and what becomes of it cannot be told from here: let it accept both versions first`,
        ),
      ]
    : [];
}

/**
 * What a file that is not YAML, such as a template of a chart, says of the old version.
 *
 * @internal
 */
export function unreadableMentions(
  text: string,
  path: string,
  { from }: VersionChange,
): Diagnostic[] {
  const lines = text.split('\n');
  const line = lines.findIndex(one => one.includes(from) && !/^\s*#/.test(one));
  return line >= 0 && MAY_SELECT.test(text)
    ? [
        obstacle(
          path,
          { line: line + 1, column: lines[line].indexOf(from) + 1 },
          `This file names ${from} and cannot be read as YAML, so that what it selects cannot be told: let it accept both versions first`,
        ),
      ]
    : [];
}

function stringsOf({ value }: TreeDocument) {
  const found: Array<{ text: string; path: YamlPath }> = [];
  const collect = (inner: unknown, path: YamlPath) => {
    if (typeof inner === 'string') {
      found.push({ text: inner, path });
    } else if (Array.isArray(inner)) {
      inner.forEach((one, index) => collect(one, [...path, index]));
    } else if (isRecord(inner)) {
      for (const [key, one] of Object.entries(inner)) {
        collect(one, [...path, key]);
      }
    }
  };
  collect(value, []);
  return found;
}
