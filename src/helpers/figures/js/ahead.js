// Asks for Plotly's script while the first lines of a page are read.
const READING_MS = 1500;
function render({ model }) {
  const timer = setTimeout(() => model.send("now"), READING_MS);
  return () => clearTimeout(timer);
}
export default { render };
