import type { Entity } from '@backstage/catalog-model';
import {
  appLanguageApiRef,
  useApi,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { appTranslationRef } from '../../translation/appTranslationRef';
import { serviceSpec } from './serviceSpec';
import styles from './cells.module.css';

/** What a service promises, as short as it can be said: `99.9% · 100 ms`. */
export const PromiseWords = ({ entity }: { entity: Entity }) => {
  const { t } = useTranslationRef(appTranslationRef);
  const { language } = useApi(appLanguageApiRef).getLanguage();
  const { availability, latency } = serviceSpec(entity);
  const words: string[] = [];
  if (availability !== undefined) {
    words.push(
      new Intl.NumberFormat(language, {
        style: 'percent',
        maximumFractionDigits: 4,
      }).format(availability / 100),
    );
  }
  if (latency !== undefined) {
    const value = (number: number) =>
      new Intl.NumberFormat(language).format(number);
    words.push(
      latency < 1000
        ? t('catalog.milliseconds', { value: value(latency) })
        : t('catalog.seconds', { value: value(latency / 1000) }),
    );
  }
  return words.length === 0 ? null : (
    <>
      {words.map((word, index) => (
        <span key={word} className={styles.promise}>
          {index > 0 ? `· ${word}` : `${word} `}
        </span>
      ))}
    </>
  );
};
