import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { deliveryTranslationRef } from '../translation/deliveryTranslationRef';
import type { HomeSentence } from './homeSentence';

const WORDS = [2, 3, 4, 5, 6, 7, 8, 9] as const;

/**
 * The first line of the page in the viewer's language.
 *
 * @param team - as people call it; left out where the services belong to several
 * @internal
 */
export function useHomeSentenceText(
  { waiting, production }: HomeSentence,
  team: string | undefined,
): string {
  const { t } = useTranslationRef(deliveryTranslationRef);
  const whose = team ? t('home.ofTeam', { team }) : t('home.ofMine');
  const said = [];

  if (waiting === undefined) said.push(t('home.waitsUnknown'));
  else if (waiting === 0) said.push(t('home.waitsNone'));
  else if (waiting === 1) said.push(t('home.waitsOne'));
  else {
    const word = WORDS.find(one => one === waiting);
    said.push(
      t('home.waitsMany', {
        number: word ? t(`home.number.n${word}`) : String(waiting),
      }),
    );
  }

  switch (production?.kind) {
    case 'none':
      said.push(t('home.productionNone', { whose }));
      break;
    case 'healthy':
      said.push(t('home.productionHealthy', { whose }));
      break;
    case 'moving':
      said.push(t('home.productionMoving', { count: production.count, whose }));
      break;
    case 'unhealthy':
      said.push(
        t('home.productionUnhealthy', { count: production.count, whose }),
      );
      if (production.unknown > 0) {
        said.push(t('home.productionOthers', { count: production.unknown }));
      }
      break;
    case 'unknown':
      said.push(
        production.all
          ? t('home.productionUnknown', { whose })
          : t('home.productionPartly', { count: production.count, whose }),
      );
      break;
    default:
  }
  return said.join(' ');
}
