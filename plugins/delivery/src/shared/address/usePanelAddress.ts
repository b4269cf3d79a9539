import {
  useAppLocation,
  useAppNavigate,
  useAppSearchParams,
} from '@backstage/frontend-plugin-api';
import { useMemo } from 'react';

/**
 * The views of an environment's panel, in the order of their tabs.
 *
 * @internal
 */
export const PANEL_VIEWS = [
  'release',
  'history',
  'resources',
  'diff',
  'events',
  'logs',
  'windows',
] as const;

/**
 * A view of an environment's panel.
 *
 * @internal
 */
export type PanelView = (typeof PANEL_VIEWS)[number];

/**
 * What the panel shows, as the address has it.
 *
 * @internal
 */
export interface PanelAddress {
  environment: string;
  view: PanelView;
  /** Whose log is shown. */
  pod?: string;
  container?: string;
}

/** Marks the entry of the browser's history that opening the panel made. */
const OPENED_HERE = 'delivery-panel';

const PARAMS = ['environment', 'view', 'pod', 'container'] as const;

/**
 * The panel beside the promotion path, kept in the address: `?environment=production&view=resources`. Opening it makes an
 * entry of the browser's history, and closing it leaves that entry; where a link led to it, closing it replaces the address.
 *
 * @internal
 */
export function usePanelAddress() {
  const [search, setSearch] = useAppSearchParams();
  const { state } = useAppLocation();
  const navigate = useAppNavigate();
  const panel = useMemo(() => readPanel(search), [search]);

  const set = (
    next: Partial<PanelAddress>,
    options: { replace?: true; state?: unknown },
  ) =>
    setSearch(before => {
      const after = new URLSearchParams(before);
      for (const name of PARAMS) {
        const value = next[name];
        if (value) after.set(name, value);
        else after.delete(name);
      }
      return after;
    }, options);

  return {
    /** Undefined while the panel is closed. */
    panel,
    /** Opens the panel, or has it show something else. */
    open: (next: Omit<PanelAddress, 'view'> & { view?: PanelView }) =>
      set(
        { view: 'release', ...next },
        panel ? { replace: true, state } : { state: OPENED_HERE },
      ),
    close: () => {
      if (state === OPENED_HERE) navigate(-1);
      else set({}, { replace: true });
    },
  };
}

function readPanel(search: URLSearchParams): PanelAddress | undefined {
  const environment = search.get('environment');
  if (!environment) return undefined;
  const view = PANEL_VIEWS.find(name => name === search.get('view'));
  const pod = search.get('pod');
  const container = search.get('container');
  return {
    environment,
    view: view ?? 'release',
    ...(pod ? { pod } : {}),
    ...(container ? { container } : {}),
  };
}
