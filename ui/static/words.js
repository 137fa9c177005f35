// The page's own words, and how its elements are made.
const words = window.wenbaoWords ?? {};
const say = (text) => words[text] ?? text;
const isEnglish = Object.keys(words).length > 0;
document.documentElement.lang = isEnglish ? "en" : "zh-CN"; // Gradio writes "en", which picks the wrong shapes of some characters
const root = isEnglish ? "../" : "";

const make = (tag, properties = {}, ...children) => {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
};
