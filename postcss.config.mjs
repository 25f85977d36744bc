// biome-ignore lint/style/noDefaultExport: PostCSS reads it so
export default { plugins: { "@tailwindcss/postcss": {} } };
