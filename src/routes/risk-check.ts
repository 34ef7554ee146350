import type { Site } from '#lib/state/site.svelte.ts';
import type { Check } from '#lib/ui/check.ts';
import { RISKS } from './risks.ts';

/** The precondition of a first deposit or approval; `undefined` on the embedded network, whose money is nobody's. */
export function riskCheck(
	site: Pick<Site, 'choice' | 'acknowledged'>,
	read: () => void
): Check | undefined {
	if (site.choice?.kind === 'embedded') return undefined;
	const done = site.acknowledged('risk');
	return {
		id: 'risk',
		state: done ? 'ok' : 'bad',
		what: 'Risk read',
		detail: done ? 'acknowledged in this browser' : `${RISKS.length} short points, once.`,
		fix: { label: 'Read it', run: read }
	};
}
