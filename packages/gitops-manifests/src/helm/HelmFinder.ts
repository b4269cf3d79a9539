import { joinPath } from '../render/joinPath';
import type { FileLookup } from '../render/RepositoryFile';
import { type ApplicationValues, applicationValues } from './applicationValues';
import { readChart } from './helmChart';
import type { HelmEnvironment, HelmValues } from './HelmEnvironment';
import type { HelmFiles } from './HelmFiles';
import { type HelmSettings, readHelmSettings } from './helmSettings';
import type { ListedValues } from './ListedValues';
import { ValuesProblem } from './ValuesLayer';

/** Where an environment's own values are, below the folder of its service. */
const OWN_VALUES = [
  'environments/{environment}/values.yaml',
  'values-{environment}.yaml',
  'values.{environment}.yaml',
  'values/{environment}.yaml',
  '{environment}/values.yaml',
];
/** Where a chart of the service's own is. */
const CHARTS = ['environments/{environment}', '', 'chart'];

interface FoundChart {
  folder: string;
  /** Its own, after those of the charts that it depends on. */
  values: HelmValues[];
  charts: HelmEnvironment['charts'];
}

/**
 * Looks for the files of one environment.
 *
 * @internal
 */
export class HelmFinder {
  readonly unread = new Set<string>();
  readonly #folder: string;
  readonly #environment: string;
  readonly #lookup: FileLookup;
  readonly #known?: HelmSettings | 'none';

  constructor(
    folder: string,
    environment: string,
    lookup: FileLookup,
    known?: HelmSettings | 'none',
  ) {
    this.#known = known;
    this.#folder = folder;
    this.#environment = environment;
    this.#lookup = lookup;
  }

  find(): HelmFiles {
    const settings = this.#settings();
    const application = this.#application(settings);
    const chart = this.#chart(settings, application);
    const listed = settings.valueFiles
      ? this.#declared(settings.valueFiles)
      : application?.valueFiles();
    const isStated =
      chart !== undefined || application !== undefined || settings.isStated;
    const files = listed
      ? this.#listed(listed, chart)
      : this.#customary(chart, isStated);
    if (!files) {
      return { kind: 'absent', lookedFor: this.#lookedFor(listed), isStated };
    }
    const values = [
      ...(chart?.values ?? []),
      ...files,
      ...(application?.inline ?? []),
    ];
    const own = values.filter(({ isOwn }) => isOwn).map(({ path }) => path);
    return {
      kind: 'found',
      environment: {
        values,
        charts: chart?.charts ?? [],
        ...(settings.images ? { images: settings.images } : {}),
      },
      isStated,
      own: [...new Set(own)],
    };
  }

  /** What service.yaml names takes the place of what an Application lists, not of what it overrides. */
  #application({ valueFiles }: HelmSettings): ApplicationValues | undefined {
    try {
      return applicationValues(this.#folder, this.#environment, path =>
        this.#text(this.#below(path)),
      );
    } catch (error) {
      if (valueFiles && error instanceof ValuesProblem) {
        return undefined;
      }
      throw error;
    }
  }

  #lookedFor(listed: ListedValues[] | undefined): string[] {
    return listed
      ? listed.filter(({ isOwn }) => isOwn).map(({ path }) => path)
      : OWN_VALUES.map(path => this.#below(path));
  }

  #settings(): HelmSettings & { isStated: boolean } {
    if (this.#known) {
      return this.#known === 'none'
        ? { isStated: false }
        : { ...this.#known, isStated: true };
    }
    const path = this.#below('service.yaml');
    const text = this.#text(path);
    const settings =
      text === undefined ? undefined : readHelmSettings(text, path);
    return { ...settings, isStated: settings !== undefined };
  }

  /** A path below the service's folder. */
  #below(path: string): string {
    const filled = path.replace(/\{environment\}/g, this.#environment);
    return joinPath(this.#folder, filled) ?? filled;
  }

  /** Files of other services are read where a chart needs them, and never written. */
  #isInside(path: string): boolean {
    return this.#folder === '' || path.startsWith(`${this.#folder}/`);
  }

  #declared(valueFiles: string[]): ListedValues[] {
    const at = { file: this.#below('service.yaml'), line: 1, column: 1 };
    return valueFiles.map(file => {
      const path = joinPath(
        this.#folder,
        file.replace(/\{environment\}/g, this.#environment),
      );
      if (path === undefined) {
        throw new ValuesProblem(
          at,
          `the values file ${file} leads out of the repository: write a path inside it`,
        );
      }
      const isOwn = file.includes('{environment}');
      if (isOwn && !this.#isInside(path)) {
        throw new ValuesProblem(
          at,
          `the values file ${file} is not in the folder of the service, so that no version may be written there: write a path below it`,
        );
      }
      return { path, at, isOwn };
    });
  }

  /** Files of a list, in its order; undefined while the environment has none of its own. */
  #listed(
    listed: ListedValues[],
    chart: FoundChart | undefined,
  ): HelmValues[] | undefined {
    const files = listed.flatMap(({ path, at, isOptional, ...listedFile }) => {
      const isOwn = listedFile.isOwn && this.#isInside(path);
      const content = this.#text(path);
      if (content !== undefined) {
        return [{ path, content, isOwn }];
      }
      if (!isOwn && !isOptional && this.unread.size === 0) {
        throw new ValuesProblem(
          at,
          `the values file ${path} is named here, and is not in this repository: add it, or remove it from the list`,
        );
      }
      return [];
    });
    const own = [...(chart?.values ?? []), ...files].some(({ isOwn }) => isOwn);
    return own ? files : undefined;
  }

  #customary(
    chart: FoundChart | undefined,
    isStated: boolean,
  ): HelmValues[] | undefined {
    const own = OWN_VALUES.map(path => this.#below(path)).flatMap(path => {
      const content = this.#text(path);
      const isChart = chart?.values.some(one => one.path === path);
      return content === undefined || isChart
        ? []
        : [{ path, content, isOwn: true }];
    });
    if (own.length > 1 && this.unread.size === 0 && isStated) {
      throw new ValuesProblem(
        { file: own[1].path, line: 1, column: 1 },
        `${own
          .map(({ path }) => path)
          .join(' and ')} may all be the values of ${
          this.#environment
        }: write those that Helm reads, in their order, in service.yaml under spec.release.helm.valueFiles`,
      );
    }
    const hasOwn = own.length > 0 || chart?.values.some(({ isOwn }) => isOwn);
    if (!hasOwn) {
      return undefined;
    }
    const basePath = this.#below('values.yaml');
    const base =
      chart?.folder === this.#folder ? undefined : this.#text(basePath);
    return [
      ...(base === undefined ? [] : [{ path: basePath, content: base }]),
      ...own,
    ];
  }

  #chart(
    settings: HelmSettings,
    application: ApplicationValues | undefined,
  ): FoundChart | undefined {
    if (application && settings.chart === undefined) {
      const { chart: folder } = application;
      const text =
        folder === undefined ? undefined : this.#text(`${folder}/Chart.yaml`);
      return folder === undefined || text === undefined
        ? undefined
        : this.#readChart(folder, text, false);
    }
    const places =
      settings.chart === undefined
        ? CHARTS
        : [settings.chart === '.' ? '' : settings.chart];
    for (const place of places) {
      const folder = this.#below(place);
      const text = this.#text(joinPath(folder, 'Chart.yaml') ?? '');
      if (text !== undefined) {
        const isOwn = place.includes('{environment}') && this.#isInside(folder);
        return this.#readChart(folder, text, isOwn);
      }
    }
    if (settings.chart !== undefined && this.unread.size === 0) {
      throw new ValuesProblem(
        { file: this.#below('service.yaml'), line: 1, column: 1 },
        `spec.release.helm.chart leads to ${this.#below(
          settings.chart,
        )}, where no Chart.yaml is: write the folder of the chart`,
      );
    }
    return undefined;
  }

  #readChart(folder: string, text: string, isOwn: boolean): FoundChart {
    const chart = readChart(text);
    const found: FoundChart = {
      folder,
      values: [],
      charts: [{ below: [], appVersion: chart.appVersion }],
    };
    for (const { name, path } of chart.dependencies) {
      const inner = joinPath(folder, path);
      const innerText =
        inner === undefined ? undefined : this.#text(`${inner}/Chart.yaml`);
      found.charts.push({
        below: [name],
        appVersion:
          innerText === undefined ? undefined : readChart(innerText).appVersion,
      });
      const content =
        innerText === undefined
          ? undefined
          : this.#text(`${inner}/values.yaml`);
      if (content !== undefined) {
        found.values.push({
          path: `${inner}/values.yaml`,
          content,
          below: [name],
        });
      }
    }
    const path = joinPath(folder, 'values.yaml') ?? 'values.yaml';
    const content = this.#text(path);
    if (content !== undefined) {
      found.values.push({ path, content, isOwn });
    }
    return found;
  }

  /** Undefined where there is no file, and while it was not looked at. */
  #text(path: string): string | undefined {
    const found = this.#lookup(path);
    if (found === 'unread') {
      this.unread.add(path);
      return undefined;
    }
    if (found === 'absent') {
      return undefined;
    }
    if (found.kind === 'link') {
      throw new ValuesProblem(
        { file: path, line: 1, column: 1 },
        `${path} is a symbolic link to ${found.target}, and links are not followed: put the file itself in its place`,
      );
    }
    return found.text;
  }
}
