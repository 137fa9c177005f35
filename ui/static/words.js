// The page's own words, and how its elements are made.
const words = window.wenbaoWords ?? {};
const say = (text) => words[text] ?? text;
const isEnglish = Object.keys(words).length > 0;
// Gradio writes the browser's language on the page, as late as it likes. Another one picks other shapes of the
// characters, and a screen reader that speaks it.
const language = isEnglish ? "en" : "zh-CN";
const speak = () => { if (document.documentElement.lang !== language) document.documentElement.lang = language; };
speak();
const root = isEnglish ? "../" : "";

const make = (tag, properties = {}, ...children) => {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
};
