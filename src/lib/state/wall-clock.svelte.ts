import { createContext } from 'svelte';
import { createSubscriber } from 'svelte/reactivity';

/** This computer's clock in whole seconds, ticking only while something shows it. */
export class WallClock {
	readonly #subscribe = createSubscriber((update) => {
		const timer = setInterval(update, 1_000);
		return () => {
			clearInterval(timer);
		};
	});

	/** Unix seconds. */
	get seconds(): number {
		this.#subscribe();
		return Math.floor(Date.now() / 1_000);
	}
}

export const [getClock, setClock] = createContext<WallClock>();
