/** What went wrong, what became of it, and what to do next. */
export interface Told {
	readonly sentence: string;
	readonly next: string;
	/** The same request may be begun again as it is. */
	readonly retry: boolean;
}

export const told = (sentence: string, next: string, retry = true): Told => ({
	sentence,
	next,
	retry
});
