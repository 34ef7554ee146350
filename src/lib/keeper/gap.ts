/** The tab did nothing for a while: frozen, asleep, discarded. */
export interface Gap {
	/** Unix milliseconds. */
	readonly from: number;
	readonly to: number;
	readonly missedLedgers: number;
}
