/** Copies the content of a template. */
export function fromTemplate(id) {
    return document.getElementById(id).content.firstElementChild.cloneNode(true);
}

export function element(tag, attributes = {}, ...children) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
        made.setAttribute(name, value);
    }
    made.append(...children);
    return made;
}

/** Changes the text in place and only if it differs: this keeps the reader's selection and avoids needless repaints. */
export function setText(node, text) {
    const first = node.firstChild;
    if (first?.nodeType === Node.TEXT_NODE && first === node.lastChild) {
        if (first.data !== text) {
            first.data = text;
        }
    } else if (first || text) {
        node.textContent = text;
    }
}

export function setAttribute(node, name, value) {
    if (node.getAttribute(name) !== value) {
        node.setAttribute(name, value);
    }
}

/** Sets text for people, and the number behind it for programs that read the page. */
export function setValue(root, name, number, format) {
    const node = root.querySelector(`[data-value="${name}"]`);
    setText(node, format(number));
    if (number == null) {
        node.removeAttribute('data-number');
    } else {
        setAttribute(node, 'data-number', String(number));
    }
}

/** Hides a button; if it has the focus, {@code successor} gets the focus first. */
export function setHidden(node, hidden, successor) {
    if (hidden && node === document.activeElement) {
        successor.focus();
    }
    node.hidden = hidden;
}

/** Removes nodes; if one had the focus, {@code successor} gets it. Otherwise it would move to the top of the page. */
export function removeNodes(nodes, successor) {
    const hadFocus = nodes.some(it => it.contains(document.activeElement));
    nodes.forEach(it => it.remove());
    if (hadFocus) {
        successor.focus();
    }
}
