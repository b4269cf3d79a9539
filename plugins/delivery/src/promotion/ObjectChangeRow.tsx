import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import {
  RiAddCircleLine,
  RiDeleteBinLine,
  RiEditCircleLine,
} from '@remixicon/react';
import type {
  FieldChange,
  ObjectChange,
} from '@stonegarden/backstage-plugin-delivery-common';
import { useId, useState } from 'react';
import { StatusLabel, type StatusTone } from '../shared/status/StatusLabel';
import { deliveryTranslationRef } from '../translation/deliveryTranslationRef';
import styles from './ClusterChanges.module.css';
import { FileDiff } from './FileDiff';

/** A line has room for so many; the diff has all. */
const MAX_FIELDS = 3;
/** Longer values are in the diff only. */
const MAX_VALUE = 60;

const LOOKS = {
  created: { tone: 'info', Icon: RiAddCircleLine, word: 'cluster.new' },
  updated: { tone: 'info', Icon: RiEditCircleLine, word: 'cluster.changed' },
  removed: { tone: 'warning', Icon: RiDeleteBinLine, word: 'cluster.gone' },
} as const satisfies Record<
  ObjectChange['change'],
  { tone: StatusTone; Icon: unknown; word: string }
>;

/**
 * An object that changes: what becomes of it, its first fields, and its diff on request.
 *
 * @internal
 */
export const ObjectChangeRow = ({ object }: { object: ObjectChange }) => {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const [open, setOpen] = useState(false);
  const content = useId();
  const { tone, Icon, word } = LOOKS[object.change];
  const name = `${object.kind} ${object.name}`;
  const { fields, moreFields = 0, diff } = object;
  const more = Math.max(0, fields.length - MAX_FIELDS) + moreFields;
  return (
    <li className={styles.object}>
      <StatusLabel
        tone={tone}
        icon={<Icon size={16} aria-hidden />}
        word={t(word)}
      />
      <div className={styles.what}>
        <p>
          {object.kind} <strong>{object.name}</strong>
          {object.previousName && (
            <> ({t('cluster.renamed', { name: object.previousName })})</>
          )}
        </p>
        {fields.slice(0, MAX_FIELDS).map(field => (
          <FieldLine key={field.path} field={field} />
        ))}
        {more > 0 && (
          <p className={styles.field}>
            {t('cluster.moreFields', { count: more })}
          </p>
        )}
      </div>
      {diff && (
        <Button
          size="small"
          variant="tertiary"
          aria-expanded={open}
          aria-controls={open ? content : undefined}
          aria-label={t(open ? 'cluster.hideDiffOf' : 'cluster.showDiffOf', {
            object: name,
          })}
          onPress={() => setOpen(!open)}
        >
          {t(open ? 'cluster.hideDiff' : 'cluster.showDiff')}
        </Button>
      )}
      {diff && open && (
        <div id={content} className={styles.diff}>
          <FileDiff file={{ path: name, diff }} />
        </div>
      )}
    </li>
  );
};

/** The end of a path tells enough: the diff shows where it is. */
function lastOf(path: string): string {
  return /[^.[\]]+(?:\[[^\]]*\])?$/.exec(path)?.[0] ?? path;
}

function FieldLine({ field }: { field: FieldChange }) {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const { path, before, after } = field;
  const isShort = [before, after].every(
    value => value === undefined || value.length <= MAX_VALUE,
  );
  const text = () => {
    if (!isShort) {
      return path;
    }
    const name = lastOf(path);
    if (after === undefined) {
      return t('cluster.fieldRemoved', { field: name });
    }
    return before === undefined
      ? t('cluster.fieldSet', { field: name, after })
      : t('cluster.fieldIs', { field: name, before, after });
  };
  return <p className={styles.field}>{text()}</p>;
}
