import { usdc } from '#lib/math/amount.ts';
import { SCALE_7 } from '#lib/math/scale.ts';
import type { Fixes } from './checks.ts';
import type { Actions } from './actions.svelte.ts';
import type { DeskPorts } from './desk.svelte.ts';

/** Enough for any stake one would try. */
const FAUCET_AMOUNT = usdc(1_000n * SCALE_7);
const FREIGHTER = 'https://www.freighter.app/';

/** The button beside each fact that can be mended from here. */
export function fixesFor({ site, wallet, tab }: DeskPorts, actions: Actions, busy: boolean): Fixes {
	const link = tab.advice?.link;
	return {
		'open-own-origin': link === undefined ? undefined : { label: 'Open it there', href: link },
		'install-wallet': { label: 'Get Freighter', href: FREIGHTER },
		connect: {
			label: 'Connect',
			busy: wallet.connecting,
			run: () => {
				void wallet.connect();
			}
		},
		fund: {
			label: 'Get test XLM',
			busy,
			run: () => {
				void actions.fund();
			}
		},
		'get-usdc':
			site.network?.faucet === undefined
				? undefined
				: {
						label: 'Get test USDC',
						busy,
						run: () => {
							actions.sign({ kind: 'faucet', amount: FAUCET_AMOUNT });
						}
					},
		'ask-again': {
			label: 'Look again',
			run: () => {
				actions.lookAgain();
			}
		}
	};
}
