// SPDX-FileCopyrightText: 2026 The Cordon authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>
#include <utility>

#include <gst/gst.h>

namespace cordon::gst {

// How a GStreamer type counts its references. GObjects by g_object_ref; mini objects by their own.
template <typename T>
struct References {
    static void retain(T* object) { g_object_ref(object); }
    static void release(T* object) { g_object_unref(object); }
};
template <typename T>
struct MiniObjectReferences {
    static void retain(T* object) { gst_mini_object_ref(GST_MINI_OBJECT_CAST(object)); }
    static void release(T* object) { gst_mini_object_unref(GST_MINI_OBJECT_CAST(object)); }
};
template <>
struct References<GstCaps> : MiniObjectReferences<GstCaps> {};
template <>
struct References<GstBuffer> : MiniObjectReferences<GstBuffer> {};
template <>
struct References<GstBufferList> : MiniObjectReferences<GstBufferList> {};
template <>
struct References<GstSample> : MiniObjectReferences<GstSample> {};
template <>
struct References<GstMessage> : MiniObjectReferences<GstMessage> {};
template <>
struct References<GstEvent> : MiniObjectReferences<GstEvent> {};

// Owns one reference. Made by adopt() or retain() only, so that every place says which of the two GStreamer's
// documentation means: "transfer full" is adopted, "transfer none" is retained.
template <typename T>
class GstPtr {
public:
    GstPtr() = default;
    GstPtr(GstPtr&& other) noexcept : object_(other.leak()) {}
    GstPtr& operator=(GstPtr&& other) noexcept {
        GstPtr(std::move(other)).swap(*this);
        return *this;
    }
    GstPtr(const GstPtr& other) : GstPtr(other.object_) {
        if (object_ != nullptr) {
            References<T>::retain(object_);
        }
    }
    GstPtr& operator=(const GstPtr& other) {
        if (this != &other) {
            GstPtr(other).swap(*this);
        }
        return *this;
    }
    ~GstPtr() {
        if (object_ != nullptr) {
            References<T>::release(object_);
        }
    }

    [[nodiscard]] T* get() const { return object_; }
    explicit operator bool() const { return object_ != nullptr; }
    // Gives the reference away: to a function that takes one ("transfer full").
    [[nodiscard]] T* leak() { return std::exchange(object_, nullptr); }
    void reset() { GstPtr().swap(*this); }
    void swap(GstPtr& other) noexcept { std::swap(object_, other.object_); }

private:
    explicit GstPtr(T* object) : object_(object) {}
    template <typename U>
    friend GstPtr<U> adopt(U* object);
    template <typename U>
    friend GstPtr<U> retain(U* object);

    T* object_ = nullptr;
};

// Takes over the reference the caller holds; null makes an empty pointer.
template <typename T>
[[nodiscard]] GstPtr<T> adopt(T* object) {
    return GstPtr<T>(object);
}

// Adds a reference to an object somebody else owns.
template <typename T>
[[nodiscard]] GstPtr<T> retain(T* object) {
    if (object != nullptr) {
        References<T>::retain(object);
    }
    return GstPtr<T>(object);
}

// Takes over a floating reference ("transfer floating"), as gst_element_factory_make and gst_pad_new return
// it.
template <typename T>
[[nodiscard]] GstPtr<T> adopt_floating(T* object) {
    return adopt(object == nullptr ? nullptr : static_cast<T*>(g_object_ref_sink(object)));
}

// A buffer's bytes, mapped for reading as long as this lives. Borrows the buffer.
class ReadMap {
public:
    explicit ReadMap(GstBuffer* buffer) : buffer_(buffer) {
        if (gst_buffer_map(buffer_, &info_, GST_MAP_READ) == FALSE) {
            buffer_ = nullptr;
        }
    }
    ReadMap(const ReadMap&) = delete;
    ReadMap& operator=(const ReadMap&) = delete;
    ~ReadMap() {
        if (buffer_ != nullptr) {
            gst_buffer_unmap(buffer_, &info_);
        }
    }

    // Empty when the buffer could not be mapped.
    [[nodiscard]] std::span<const std::byte> bytes() const {
        return buffer_ == nullptr ? std::span<const std::byte>()
                                  : std::as_bytes(std::span<const guint8>(info_.data, info_.size));
    }

private:
    GstBuffer* buffer_;
    GstMapInfo info_{};
};

}  // namespace cordon::gst
