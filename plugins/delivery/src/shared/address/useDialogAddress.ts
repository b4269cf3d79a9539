import {
  useAppLocation,
  useAppNavigate,
  useAppSearchParams,
} from '@backstage/frontend-plugin-api';

const PARAMS = [
  /** Environment that is promoted to. */
  'promote',
  /** Environment that is promoted from, where several lead to the other. */
  'source',
  /** Environment that is rolled back. */
  'rollback',
  /** Id of the Deployment that it is rolled back to. */
  'deployment',
  'scope',
  /** Id of the promotion or rollback that is followed. */
  'promotion',
  /** Id of the emergency rollback that is followed. */
  'emergency',
] as const;

/**
 * What a dialog of a service's page keeps in the address.
 *
 * @internal
 */
export type DialogParams = Partial<Record<(typeof PARAMS)[number], string>>;

/** Marks the entry of the browser's history that opening a dialog made. */
const OPENED_HERE = 'delivery-dialog';

/**
 * The dialog that the address says is open, so that a reload, Back and a shared link keep it. Opening one makes an entry of the
 * browser's history and closing it leaves that entry; where a link led to the dialog, closing it replaces the address. There is
 * one dialog at a time.
 *
 * @internal
 */
export function useDialogAddress() {
  const [search, setSearch] = useAppSearchParams();
  const { state } = useAppLocation();
  const navigate = useAppNavigate();

  const params: DialogParams = {};
  for (const name of PARAMS) {
    const value = search.get(name);
    if (value) params[name] = value;
  }
  const set = (
    next: DialogParams,
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
  const isOpen = Boolean(params.promote ?? params.rollback);

  return {
    params,
    /** Opens a dialog; another one that is open gives way. */
    open: (next: DialogParams) =>
      set(next, isOpen ? { replace: true, state } : { state: OPENED_HERE }),
    /** Changes what the open dialog shows. */
    change: (changes: DialogParams) =>
      set({ ...params, ...changes }, { replace: true, state }),
    close: () => {
      if (state === OPENED_HERE) navigate(-1);
      else set({}, { replace: true });
    },
  };
}
