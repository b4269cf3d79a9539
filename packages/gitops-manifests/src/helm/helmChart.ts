import { isRecord, isText, listOf } from '../kustomize/Kustomization';
import { readYaml } from '../yaml/readYaml';

/**
 * What versions depend on in a Chart.yaml; one that cannot be read says nothing.
 *
 * @internal
 */
export function readChart(text: string): {
  appVersion?: string;
  dependencies: Array<{ name: string; path: string }>;
} {
  const yaml = readYaml(text);
  const value = yaml.ok ? yaml.documents[0]?.value : undefined;
  if (!isRecord(value)) {
    return { dependencies: [] };
  }
  const { appVersion } = value;
  return {
    ...(isText(appVersion) ? { appVersion } : {}),
    dependencies: (listOf(value.dependencies) ?? []).flatMap(one => {
      if (!isRecord(one) || !isText(one.name)) {
        return [];
      }
      const { name, alias, repository } = one;
      const local =
        isText(repository) && /^file:\/\/(.*)$/.exec(repository)?.[1];
      return [
        {
          name: isText(alias) ? alias : name,
          path: local || `charts/${name}`,
        },
      ];
    }),
  };
}
