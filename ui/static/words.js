// The page's own words, and how its elements are made.
const words = window.wenbaoWords ?? {};
const say = (text) => words[text] ?? text;
const isEnglish = Object.keys(words).length > 0;
// Gradio takes its own words, and the language that it writes on the page, from the browser's. Another one picks other
// shapes of the characters, and a screen reader that speaks it.
const language = isEnglish ? "en" : "zh-CN";
document.documentElement.lang = language;
Object.defineProperty(navigator, "language", { get: () => language });
Object.defineProperty(navigator, "languages", { get: () => [language] });
const root = isEnglish ? "../" : "";

const make = (tag, properties = {}, ...children) => {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
};
