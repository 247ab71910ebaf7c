// SPDX-License-Identifier: Apache-2.0
#include "engine/wires/carrier.hpp"

namespace vedette {

const char* to_string(Delivery delivery) {
  switch (delivery) {
    case Delivery::kDelivered:
      return "delivered";
    case Delivery::kSenderDown:
      return "sender down";
    case Delivery::kReceiverDown:
      return "receiver down";
    case Delivery::kLinkDown:
      return "link down";
    case Delivery::kNoRoute:
      return "no route";
    case Delivery::kLost:
      return "lost";
    case Delivery::kInterrupted:
      return "interrupted";
  }
  return "?";
}

Transmission Carrier::send(Calendar& calendar, HostId from, HostId to, double bytes,
                           Traffic traffic) {
  return Transmission(*this, calendar, from, to, bytes, traffic);
}

void Carrier::conclude(Transmission& transmission, Delivery delivery) {
  transmission.under_way_ = false;
  transmission.delivery_ = delivery;
  transmission.calendar_.claim(*transmission.block_, transmission.ticket_, transmission.branch_);
}

void Carrier::deliver_after(Transmission& transmission, Duration delay) {
  transmission.under_way_ = false;
  transmission.delivery_ = Delivery::kDelivered;
  Calendar& calendar = transmission.calendar_;
  calendar.schedule(*transmission.block_, transmission.branch_, calendar.now() + delay,
                    Priority::kNormal);
}

}  // namespace vedette
