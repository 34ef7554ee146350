/** Hands a text to the visitor as a file. Nothing leaves the page. */
export function saveText(name: string, text: string, type = 'text/csv'): void {
	const url = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
	const link = document.createElement('a');
	link.href = url;
	link.download = name;
	link.click();
	// the download has its own hold on the bytes once it has begun
	setTimeout(() => {
		URL.revokeObjectURL(url);
	}, 10_000);
}
