import { isRecord } from '../kustomize/Kustomization';
import type { ValuesLayer } from './ValuesLayer';

/**
 * A value that is no map, and the layer that it is from.
 *
 * @internal
 */
export interface MergedLeaf {
  value: unknown;
  layer: ValuesLayer;
  /** Keys in the layer's own values. */
  keys: string[];
}

/**
 * Values as Helm merges them.
 *
 * @internal
 */
export type MergedValues = Map<string, MergedValues | MergedLeaf>;

/**
 * Merges values as Helm does: maps key by key, everything else as a whole, the last one wins.
 *
 * @param layers - the chart's own values first
 * @internal
 */
export function mergeValues(layers: readonly ValuesLayer[]): MergedValues {
  const merged: MergedValues = new Map();
  for (const layer of layers) {
    let place = merged;
    for (const key of layer.below) {
      place = mapAt(place, key);
    }
    merge(place, layer.values, layer, []);
  }
  return merged;
}

function mapAt(place: MergedValues, key: string): MergedValues {
  const known = place.get(key);
  if (known instanceof Map) {
    return known;
  }
  const map: MergedValues = new Map();
  place.set(key, map);
  return map;
}

function merge(
  place: MergedValues,
  values: Record<string, unknown>,
  layer: ValuesLayer,
  above: string[],
): void {
  for (const [key, value] of Object.entries(values)) {
    const keys = [...above, key];
    if (isRecord(value)) {
      merge(mapAt(place, key), value, layer, keys);
    } else {
      place.set(key, { value, layer, keys });
    }
  }
}

/**
 * The value at a path that is no map; undefined where there is none. What is null counts as removed to Helm.
 *
 * @internal
 */
export function leafAt(
  values: MergedValues,
  keys: readonly string[],
): MergedLeaf | undefined {
  let place: MergedValues | MergedLeaf | undefined = values;
  for (const key of keys) {
    place = place instanceof Map ? place.get(key) : undefined;
  }
  return place instanceof Map ? undefined : place;
}

/**
 * The map at a path; undefined where there is none.
 *
 * @internal
 */
export function mapOf(
  values: MergedValues,
  keys: readonly string[],
): MergedValues | undefined {
  let place: MergedValues | MergedLeaf | undefined = values;
  for (const key of keys) {
    place = place instanceof Map ? place.get(key) : undefined;
  }
  return place instanceof Map ? place : undefined;
}
