import { formatDuration } from '#lib/math/duration.ts';
import { counted } from './amounts.ts';
import type { KeyTrouble } from './session-key.ts';

/** What to say on top of the page about a key, the next step last. `alert`: it does not work until that is done. */
export function keyTroubleText(trouble: KeyTrouble): {
	readonly tone: 'degraded' | 'alert';
	readonly text: string;
} {
	switch (trouble.kind) {
		case 'no-delegation':
			return {
				tone: 'alert',
				text: 'The chain knows no delegation of this key, so it can fill nothing. Approve it again, or stop and sweep.'
			};
		case 'revoked':
			return {
				tone: 'alert',
				text: 'This key was revoked, so it can fill nothing. Renew it, or stop and sweep to take its XLM back.'
			};
		case 'expired':
			return {
				tone: 'alert',
				text: 'The delegation has expired, so the key can fill nothing. Renew it, or stop and sweep.'
			};
		case 'no-account':
			return {
				tone: 'alert',
				text: 'The key has no account, so it cannot pay a fee. Renew it with a float of 5 XLM or more.'
			};
		case 'low':
			return {
				tone: 'degraded',
				text: `≈ ${counted(trouble.fills, 'fill')} left. Top up 5 XLM or sweep.`
			};
		case 'expiring':
			return {
				tone: 'degraded',
				text: `The delegation ends in ${formatDuration(trouble.seconds)}. Renew it to go on.`
			};
	}
}
